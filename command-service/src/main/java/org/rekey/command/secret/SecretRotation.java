package org.rekey.command.secret;

import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rekey.command.Act;
import org.rekey.command.Aggregates.Loaded;
import org.rekey.command.Answer;
import org.rekey.command.Fields;
import org.rekey.command.JsonBody;
import org.rekey.command.Writes.Made;
import org.rekey.command.directory.Directory;
import org.rekey.command.directory.DirectoryWrites;
import org.rekey.domain.ClientId;
import org.rekey.domain.client.Client;
import org.rekey.domain.client.ClientKind;
import org.rekey.domain.client.FollowRolePolicy;
import org.rekey.domain.client.RevokeClientTokens;
import org.rekey.domain.role.ApiAccess;
import org.rekey.domain.secret.GracePeriod;
import org.rekey.domain.secret.RotateSecret;
import org.rekey.domain.secret.Secret;
import org.rekey.domain.secret.SecretId;
import org.rekey.domain.secret.SecretRing;
import org.rekey.eventstore.Commits.Dispatch;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Puts a new secret in the place of a client's current one, whoever the client belongs to. */
@Component
public class SecretRotation {

    private final DirectoryWrites writes;
    private final Secrets secrets;
    private final Directory directory;
    private final Rotations rotations = new Rotations();

    SecretRotation(DirectoryWrites writes, Secrets secrets, Directory directory) {
        this.writes = writes;
        this.secrets = secrets;
        this.directory = directory;
    }

    /**
     * @param given {@code {grace?, endGraceWhenSafe?, revokeTokens?}}
     * @param find the client, within the transaction, whoever may do this
     */
    public ResponseEntity<byte[]> rotate(Act act, @Nullable JsonBody given, Supplier<Loaded<Client>> find) {
        JsonBody body = JsonBody.orEmpty(given);
        Fields fields = body.fields().only("grace", "endGraceWhenSafe", "revokeTokens");
        GracePeriod grace = new GracePeriod(
                fields.durationOr("grace", GracePeriod.DAY.duration()), fields.flagOr("endGraceWhenSafe", false));
        boolean revokeTokens = fields.flagOr("revokeTokens", false);
        FreshSecret secret = secrets.generate();
        try (Rotations.Turn turn = rotations.turn()) {
            boolean stops = revokeTokens || grace.duration().isZero();
            return writes.once(act.denying(stops), body, dispatch -> {
                Loaded<Client> client = find.get();
                ClientId clientId = client.now().id();
                turn.take(clientId);
                followRoles(client.now(), dispatch);
                SecretId replaced = client.now().secrets().current().id();
                dispatch.send(new RotateSecret(clientId, secret.id(), secret.hash(), grace));
                if (revokeTokens) {
                    dispatch.send(new RevokeClientTokens(clientId));
                }
                return new Made(clientId, answer(clientId, client, secret, replaced));
            });
        }
    }

    private void followRoles(Client client, Dispatch dispatch) {
        if (client.kind() == ClientKind.USER) {
            ApiAccess access = directory.requireAccess(client.owner().orElseThrow());
            dispatch.send(
                    new FollowRolePolicy(client.id(), access.rotationInterval(), directory.expiryOf(client.id())));
        }
    }

    private static Answer answer(ClientId id, Loaded<Client> client, FreshSecret secret, SecretId replaced) {
        SecretRing ring = client.now().secrets();
        Instant until = ring.find(replaced).map(Secret::validUntil).orElse(null);
        Rotated body = new Rotated(
                id.value(),
                secret.text(),
                secret.id().value(),
                ring.current().expiresAt(),
                until == null ? null : new Previous(replaced.value(), until));
        return Answer.created("/api/v1/clients/" + id, body).atVersion(client.version());
    }

    /** @param previous null when it had been retired before */
    private record Rotated(
            String clientId,
            String clientSecret,
            String secretId,
            @Nullable Instant expiresAt,
            @Nullable Previous previous) {

        @Override
        public String toString() {
            return "Rotated[" + clientId + ", " + secretId + "]";
        }
    }

    private record Previous(String secretId, Instant validUntil) {}
}
