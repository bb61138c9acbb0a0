package org.rekey.command.directory;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rekey.command.Act;
import org.rekey.command.Aggregates;
import org.rekey.command.Aggregates.Loaded;
import org.rekey.command.TenantTable;
import org.rekey.command.directory.DirectoryNames.Kind;
import org.rekey.domain.ClientId;
import org.rekey.domain.Refusal;
import org.rekey.domain.TenantId;
import org.rekey.domain.UserId;
import org.rekey.domain.client.DeleteClient;
import org.rekey.domain.directory.DeactivateUser;
import org.rekey.domain.directory.DeleteUser;
import org.rekey.domain.directory.DescribeUser;
import org.rekey.domain.directory.ReactivateUser;
import org.rekey.domain.directory.RegisterUser;
import org.rekey.domain.directory.User;
import org.rekey.domain.directory.UserProfile;
import org.rekey.domain.secret.Base62;
import org.rekey.eventstore.Commits.Dispatch;
import org.springframework.stereotype.Component;

/** The people that a caller may see, and what can be done with their entries in one transaction. */
@Component
public class Users {

    private static final int ID_CHARACTERS = 22;

    private final Aggregates aggregates;
    private final TenantTable tenants;
    private final DirectoryNames names;
    private final UserCredentials credentials;
    private final OwnRights rights;
    private final SecureRandom random;

    Users(
            Aggregates aggregates,
            TenantTable tenants,
            DirectoryNames names,
            UserCredentials credentials,
            OwnRights rights,
            SecureRandom rekeyRandom) {
        this.tenants = tenants;
        this.aggregates = aggregates;
        this.names = names;
        this.credentials = credentials;
        this.rights = rights;
        this.random = rekeyRandom;
    }

    /** Another tenant's user is as unknown as one that never was. */
    public Loaded<User> find(Act act, String id) {
        return visible(act, id)
                .orElseThrow(() -> Refusal.unknown("there is no such user"))
                .asExpectedBy(act);
    }

    /** By the identifier, or else by the name that the person signs in by. Empty when there is no such user to the caller. */
    public Optional<User> named(Act act, String idOrUserName) {
        String tenant = act.caller().tenant();
        return tenant == null
                ? visible(act, idOrUserName)
                        .or(() -> names.userNamed(idOrUserName).flatMap(id -> visible(act, id.value())))
                        .map(Loaded::now)
                : names.userOf(tenant, idOrUserName)
                        .flatMap(id -> visible(act, id.value()))
                        .map(Loaded::now);
    }

    private Optional<Loaded<User>> visible(Act act, String id) {
        return Optional.of(new UserId(id).stream())
                .filter(stream -> tenants.isVisible(act, TenantTable.Kind.USER, id))
                .flatMap(stream -> aggregates.find(User.class, stream))
                .filter(user -> !user.now().isDeleted()
                        && Tenants.isVisible(act.caller(), user.now().tenant()));
    }

    /** Its identifier must not be taken for that of a client: both stand in tokens as {@code sub} (RFC 9700 4.15). */
    public boolean isOne(String id) {
        return aggregates.exists(new UserId(id).stream());
    }

    public UserId register(@Nullable TenantId tenant, UserProfile profile, Dispatch dispatch) {
        UserId id = new UserId(Base62.random(random, ID_CHARACTERS));
        dispatch.send(new RegisterUser(id, tenant, profile));
        names.claim(Kind.USER, id.value(), tenant, profile.userName());
        return id;
    }

    public void describe(Act act, String id, UserProfile profile, Dispatch dispatch) {
        User user = find(act, id).now();
        dispatch.send(new DescribeUser(user.id(), profile));
        names.claim(Kind.USER, id, user.tenant().orElse(null), profile.userName());
    }

    /** Of somebody who is stopped with it: what the caller must not change stays, because stopping is never refused. */
    public UserProfile asFarAsAllowed(Act act, User user, UserProfile wanted) {
        Set<String> rights = this.rights
                .ofUsers(List.of(user.id().value()))
                .getOrDefault(user.id().value(), Set.of());
        UserProfile before = user.profile();
        return act.caller().scopes().containsAll(rights)
                ? wanted
                : new UserProfile(
                        before.userName(),
                        before.email(),
                        wanted.displayName(),
                        before.externalId(),
                        wanted.attributes());
    }

    public void deactivate(Act act, String id, Dispatch dispatch) {
        dispatch.send(new DeactivateUser(find(act, id).now().id()));
    }

    public void reactivate(Act act, String id, Dispatch dispatch) {
        dispatch.send(new ReactivateUser(find(act, id).now().id()));
    }

    /** With the credentials of his or her own. Clients that the person answers for stay, without anybody who does. */
    public void delete(Act act, String id, Dispatch dispatch) {
        UserId user = find(act, id).now().id();
        ClientId client = credentials.of(user);
        if (client != null) {
            dispatch.send(new DeleteClient(client));
            credentials.free(client);
        }
        dispatch.send(new DeleteUser(user));
        names.free(Kind.USER, id);
    }
}
