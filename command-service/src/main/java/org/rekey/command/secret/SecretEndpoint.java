package org.rekey.command.secret;

import org.jspecify.annotations.Nullable;
import org.rekey.adminapi.Requires;
import org.rekey.command.Act;
import org.rekey.command.Aggregates.Loaded;
import org.rekey.command.Answer;
import org.rekey.command.Clients;
import org.rekey.command.JsonBody;
import org.rekey.command.Writes;
import org.rekey.domain.ClientId;
import org.rekey.domain.api.AccessLevel;
import org.rekey.domain.client.Client;
import org.rekey.domain.secret.RetireSecret;
import org.rekey.domain.secret.RetiredReason;
import org.rekey.domain.secret.SecretId;
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
    private final SecretRotation rotation;

    SecretEndpoint(Writes writes, Clients clients, SecretRotation rotation) {
        this.writes = writes;
        this.clients = clients;
        this.rotation = rotation;
    }

    /** {@code {grace?, endGraceWhenSafe?, revokeTokens?}}. */
    @PostMapping("/rotate")
    @Requires(AccessLevel.WRITE)
    ResponseEntity<byte[]> rotate(
            Act act, @PathVariable String id, @RequestBody(required = false) @Nullable JsonBody body) {
        ClientId clientId = Clients.named(id);
        return rotation.rotate(act, body, () -> clients.find(act, clientId));
    }

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
