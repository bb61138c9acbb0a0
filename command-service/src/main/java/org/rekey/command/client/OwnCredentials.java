package org.rekey.command.client;

import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rekey.command.Act;
import org.rekey.command.Aggregates.Loaded;
import org.rekey.command.Answer;
import org.rekey.command.Clients;
import org.rekey.command.IntervalWarnings;
import org.rekey.command.JsonBody;
import org.rekey.command.Writes.Made;
import org.rekey.command.directory.Directory;
import org.rekey.command.directory.DirectoryWrites;
import org.rekey.command.directory.UserCredentials;
import org.rekey.command.directory.Users;
import org.rekey.command.secret.FreshSecret;
import org.rekey.command.secret.SecretRotation;
import org.rekey.command.secret.Secrets;
import org.rekey.command.signin.Passwords;
import org.rekey.domain.ClientId;
import org.rekey.domain.Refusal;
import org.rekey.domain.UserId;
import org.rekey.domain.alert.AlertRecipients;
import org.rekey.domain.client.Client;
import org.rekey.domain.client.ClientKind;
import org.rekey.domain.client.ClientProfile;
import org.rekey.domain.client.CreateClient;
import org.rekey.domain.client.DeleteClient;
import org.rekey.domain.client.GrantedScopes;
import org.rekey.domain.directory.User;
import org.rekey.domain.role.ApiAccess;
import org.rekey.domain.secret.Base62;
import org.rekey.domain.token.TokenPolicy;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** The one set of credentials that a user may have, on the terms of his or her roles. */
@Component
class OwnCredentials {

    private static final int ID_CHARACTERS = 22;

    private final DirectoryWrites directoryWrites;
    private final Users users;
    private final Directory directory;
    private final UserCredentials credentials;
    private final Clients clients;
    private final Recipients recipients;
    private final Secrets secrets;
    private final SecretRotation rotation;
    private final Passwords passwords;
    private final SecureRandom random;

    OwnCredentials(
            DirectoryWrites directoryWrites,
            Users users,
            Directory directory,
            UserCredentials credentials,
            Clients clients,
            Recipients recipients,
            Secrets secrets,
            SecretRotation rotation,
            Passwords passwords,
            SecureRandom rekeyRandom) {
        this.directoryWrites = directoryWrites;
        this.users = users;
        this.directory = directory;
        this.credentials = credentials;
        this.clients = clients;
        this.recipients = recipients;
        this.secrets = secrets;
        this.rotation = rotation;
        this.passwords = passwords;
        this.random = rekeyRandom;
    }

    ResponseEntity<byte[]> generate(Act act, String userId, @Nullable JsonBody given) {
        JsonBody body = JsonBody.orEmpty(given);
        body.fields()
                .neverChanged("rotationInterval", "expiresAt", "scopes", "clientId", "clientSecret")
                .only();
        ClientId id = new ClientId(Base62.random(random, ID_CHARACTERS));
        FreshSecret secret = secrets.generate();
        return directoryWrites.once(asSetter(act, userId), body, dispatch -> {
            User user = users.find(act, userId).now();
            ApiAccess access = directory.requireAccess(user.id());
            dispatch.send(new CreateClient(
                    id,
                    ClientKind.USER,
                    user.tenant().orElse(null),
                    user.id(),
                    new ClientProfile("API credentials of " + user.profile().userName(), null, Map.of()),
                    GrantedScopes.NONE,
                    access.rotationInterval(),
                    TokenPolicy.DEFAULT,
                    AlertRecipients.only(user.id()),
                    List.of(),
                    secret.id(),
                    secret.hash()));
            credentials.claim(user.id(), id);
            Loaded<Client> created = clients.created(id);
            List<String> warnings = IntervalWarnings.ofInterval(access.rotationInterval());
            warnings.addAll(recipients.warnings(created.now()));
            return new Made(id, CreatedClient.answer(created, secret, warnings));
        });
    }

    ResponseEntity<byte[]> rotate(Act act, String userId, @Nullable JsonBody given) {
        return rotation.rotate(asSetter(act, userId), given, () -> {
            UserId user = users.find(act.onWhatever(), userId).now().id();
            return find(act, user);
        });
    }

    ResponseEntity<byte[]> delete(Act act, String userId, boolean dryRun) {
        return directoryWrites.change(act, dryRun, dispatch -> {
            UserId user = users.find(act.onWhatever(), userId).now().id();
            ClientId id = find(act, user).now().id();
            dispatch.send(new DeleteClient(id));
            credentials.free(id);
            return Answer.done();
        });
    }

    private Loaded<Client> find(Act act, UserId user) {
        ClientId id = credentials.of(user);
        if (id == null) {
            throw Refusal.unknown("the user has no credentials");
        }
        return clients.find(act, id);
    }

    /** Whoever has got into a session by a password knows what comes of it, and so may whoever set the password. */
    private Act asSetter(Act act, String userId) {
        UserId user = new UserId(userId);
        return act.isInSessionOf(user)
                ? act.withRights(act.who().setterRights().with(passwords.setterBehindSessionOf(user)))
                : act;
    }
}
