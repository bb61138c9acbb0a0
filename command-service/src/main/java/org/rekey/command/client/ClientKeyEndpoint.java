package org.rekey.command.client;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rekey.adminapi.ProblemException;
import org.rekey.adminapi.Requires;
import org.rekey.command.Act;
import org.rekey.command.Aggregates.Loaded;
import org.rekey.command.Answer;
import org.rekey.command.Clients;
import org.rekey.command.Fields;
import org.rekey.command.JsonBody;
import org.rekey.command.Writes;
import org.rekey.command.Writes.Made;
import org.rekey.domain.ClientId;
import org.rekey.domain.api.AccessLevel;
import org.rekey.domain.client.AddClientKey;
import org.rekey.domain.client.Client;
import org.rekey.domain.client.RetireClientKey;
import org.rekey.domain.key.KeyId;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Adds and retires the keys that a client authenticates with (RFC 7523). */
@RestController
@RequestMapping(path = "/api/v1/clients/{id}/keys", produces = MediaType.APPLICATION_JSON_VALUE)
class ClientKeyEndpoint {

    private static final String ETERNAL = "the key never expires, so nobody will be reminded to replace it";

    private final Writes writes;
    private final Clients clients;

    ClientKeyEndpoint(Writes writes, Clients clients) {
        this.writes = writes;
        this.clients = clients;
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Added(
            String clientId,
            String keyId,
            @Nullable String kid,
            @Nullable String alg,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            Instant expiresAt,

            List<String> warnings) {}

    /** {@code {jwk}}. Whoever holds the private key becomes the client, as whoever holds a secret does. */
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Requires(AccessLevel.WRITE)
    ResponseEntity<byte[]> add(Act act, @PathVariable String id, @RequestBody JsonBody body) {
        PublicJwk key = PublicJwk.of(jwk(body));
        ClientId clientId = Clients.named(id);
        return writes.once(act, body, dispatch -> {
            Loaded<Client> client = clients.find(act, clientId);
            dispatch.send(new AddClientKey(clientId, key.id(), key.text()));
            return new Made(clientId, answer(clientId, client, key));
        });
    }

    private static Fields jwk(JsonBody body) {
        Fields jwk = body.fields().only("jwk").object("jwk");
        if (jwk == null) {
            throw ProblemException.outOfRules("jwk", "must be given");
        }
        return jwk;
    }

    private static Answer answer(ClientId id, Loaded<Client> client, PublicJwk key) {
        Instant expiresAt = client.now().keys().get(key.id()).expiresAt();
        Added body = new Added(
                id.value(),
                key.id().value(),
                key.kid(),
                key.alg(),
                expiresAt,
                expiresAt == null ? List.of(ETERNAL) : List.of());
        return Answer.created("/api/v1/clients/" + id + "/keys/" + key.id(), body)
                .atVersion(client.version());
    }

    @PostMapping("/{keyId}/retire")
    @Requires(AccessLevel.WRITE)
    ResponseEntity<byte[]> retire(
            Act act,
            @PathVariable String id,
            @PathVariable String keyId,
            @RequestBody(required = false) @Nullable JsonBody body) {
        JsonBody.orEmpty(body).fields().only();
        ClientId clientId = Clients.named(id);
        return writes.change(act, dispatch -> {
            Loaded<Client> client = clients.find(act, clientId);
            dispatch.send(new RetireClientKey(clientId, new KeyId(keyId)));
            return Answer.done().atVersion(client.version());
        });
    }
}
