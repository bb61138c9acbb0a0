package org.rekey.command.secret;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.rekey.adminapi.Requires;
import org.rekey.command.Act;
import org.rekey.command.Aggregates.Loaded;
import org.rekey.command.Answer;
import org.rekey.command.Clients;
import org.rekey.command.Fields;
import org.rekey.command.JsonBody;
import org.rekey.command.OwnScopes;
import org.rekey.command.Writes;
import org.rekey.command.Writes.Made;
import org.rekey.domain.ClientId;
import org.rekey.domain.api.AccessLevel;
import org.rekey.domain.client.Client;
import org.rekey.domain.client.RevokeClientTokens;
import org.rekey.domain.secret.GracePeriod;
import org.rekey.domain.secret.RetireSecret;
import org.rekey.domain.secret.RetiredReason;
import org.rekey.domain.secret.RotateSecret;
import org.rekey.domain.secret.Secret;
import org.rekey.domain.secret.SecretId;
import org.rekey.domain.secret.SecretRing;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Rotates and retires the secrets of a client. */
@RestController
@RequestMapping(path = "/api/v1/clients/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
class SecretEndpoint {

    private final Writes writes;
    private final Clients clients;
    private final Secrets secrets;
    private final Rotations rotations = new Rotations();

    SecretEndpoint(Writes writes, Clients clients, Secrets secrets) {
        this.writes = writes;
        this.clients = clients;
        this.secrets = secrets;
    }

    /** {@code {grace?, revokeTokens?}}. */
    @PostMapping("/rotate")
    @Requires(AccessLevel.WRITE)
    ResponseEntity<byte[]> rotate(
            Act act, @PathVariable String id, @RequestBody(required = false) @Nullable JsonBody body) {
        JsonBody given = JsonBody.orEmpty(body);
        Fields fields = given.fields().only("grace", "revokeTokens");
        GracePeriod grace = new GracePeriod(fields.durationOr("grace", GracePeriod.DAY.duration()));
        boolean revokeTokens = fields.flagOr("revokeTokens", false);
        ClientId clientId = Clients.named(id);
        FreshSecret secret = secrets.generate();
        try (Rotations.Turn turn = rotations.turn(clientId)) {
            return writes.once(act, given, dispatch -> {
                Loaded<Client> client = clients.find(act, clientId);
                OwnScopes.refuseBeyond(act.caller(), OwnScopes.of(client.now().scopes()));
                turn.take();
                SecretId replaced = client.now().secrets().current().id();
                dispatch.send(new RotateSecret(clientId, secret.id(), secret.hash(), grace));
                if (revokeTokens) {
                    dispatch.send(new RevokeClientTokens(clientId));
                }
                return new Made(clientId, answer(clientId, client, secret, replaced));
            });
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

    @PostMapping("/secrets/{secretId}/retire")
    @Requires(AccessLevel.WRITE)
    ResponseEntity<byte[]> retire(
            Act act,
            @PathVariable String id,
            @PathVariable String secretId,
            @RequestBody(required = false) @Nullable JsonBody body) {
        JsonBody.orEmpty(body).fields().only();
        ClientId clientId = Clients.named(id);
        return writes.change(act, dispatch -> {
            Loaded<Client> client = clients.find(act, clientId);
            dispatch.send(new RetireSecret(clientId, new SecretId(secretId), RetiredReason.REVOKED));
            return Answer.done().atVersion(client.version());
        });
    }
}
