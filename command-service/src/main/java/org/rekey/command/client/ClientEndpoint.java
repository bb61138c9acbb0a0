package org.rekey.command.client;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.rekey.adminapi.Requires;
import org.rekey.command.Act;
import org.rekey.command.Aggregates.Loaded;
import org.rekey.command.Answer;
import org.rekey.command.Clients;
import org.rekey.command.JsonBody;
import org.rekey.command.Patches;
import org.rekey.command.Writes;
import org.rekey.command.Writes.Made;
import org.rekey.command.secret.FreshSecret;
import org.rekey.command.secret.Secrets;
import org.rekey.domain.ClientId;
import org.rekey.domain.Command;
import org.rekey.domain.api.AccessLevel;
import org.rekey.domain.client.Client;
import org.rekey.domain.client.CreateClient;
import org.rekey.domain.client.ResumeClient;
import org.rekey.domain.client.RevokeClientTokens;
import org.rekey.domain.client.SuspendClient;
import org.rekey.domain.secret.Base62;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Creates, changes, switches and deletes clients. */
@RestController
@RequestMapping(path = "/api/v1/clients", produces = MediaType.APPLICATION_JSON_VALUE)
class ClientEndpoint {

    private static final int ID_CHARACTERS = 22;

    private final Writes writes;
    private final Clients clients;
    private final ClientDeletion deletion;
    private final ClientNames names;
    private final Secrets secrets;
    private final SecureRandom random;

    ClientEndpoint(
            Writes writes,
            Clients clients,
            ClientDeletion deletion,
            ClientNames names,
            Secrets secrets,
            SecureRandom rekeyRandom) {
        this.writes = writes;
        this.clients = clients;
        this.deletion = deletion;
        this.names = names;
        this.secrets = secrets;
        this.random = rekeyRandom;
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Requires(AccessLevel.WRITE)
    ResponseEntity<byte[]> create(Act act, @RequestBody JsonBody body) {
        NewClient client = new NewClient(body.fields());
        String imported = client.importedSecret();
        FreshSecret secret = imported == null ? secrets.generate() : secrets.imported(imported);
        ClientId generated = new ClientId(Base62.random(random, ID_CHARACTERS));
        CreateClient command = client.command(act.caller(), generated, secret);
        return writes.once(act, body, dispatch -> {
            clients.refuseTaken(command.clientId());
            dispatch.send(command);
            names.claim(command.tenant(), command.profile().name(), command.clientId());
            Loaded<Client> created = clients.created(command.clientId());
            return new Made(command.clientId(), answer(command.clientId(), created, secret, client.warnings()));
        });
    }

    private static Answer answer(ClientId id, Loaded<Client> client, FreshSecret secret, List<String> warnings) {
        Created body = new Created(
                id.value(),
                secret.text(),
                secret.id().value(),
                client.now().secrets().current().expiresAt(),
                warnings);
        return Answer.created("/api/v1/clients/" + id, body).atVersion(client.version());
    }

    private record Created(
            String clientId,
            String clientSecret,
            String secretId,
            @Nullable Instant expiresAt,
            List<String> warnings) {

        @Override
        public String toString() {
            return "Created[" + clientId + ", " + secretId + "]";
        }
    }

    private record Patched(String clientId, List<String> warnings) {}

    @PatchMapping(
            path = "/{id}",
            consumes = {MediaType.APPLICATION_JSON_VALUE, Patches.MERGE_PATCH})
    @Requires(AccessLevel.WRITE)
    ResponseEntity<byte[]> patch(Act act, @PathVariable String id, @RequestBody JsonBody body) {
        ClientId clientId = Clients.named(id);
        ClientPatch patch = new ClientPatch(body.fields());
        return writes.change(act, dispatch -> {
            Loaded<Client> client = clients.find(act, clientId);
            patch.commands(act.caller(), clientId, client.now()).forEach(dispatch::send);
            if (patch.renames()) {
                names.claim(
                        client.now().tenant().orElse(null),
                        client.now().profile().name(),
                        clientId);
            }
            return Answer.ok(new Patched(id, patch.warnings())).atVersion(client.version());
        });
    }

    @PostMapping("/{id}/suspend")
    @Requires(AccessLevel.WRITE)
    ResponseEntity<byte[]> suspend(
            Act act, @PathVariable String id, @RequestBody(required = false) @Nullable JsonBody body) {
        return carryOut(act, id, body, SuspendClient::new);
    }

    @PostMapping("/{id}/resume")
    @Requires(AccessLevel.WRITE)
    ResponseEntity<byte[]> resume(
            Act act, @PathVariable String id, @RequestBody(required = false) @Nullable JsonBody body) {
        return carryOut(act, id, body, ResumeClient::new);
    }

    @PostMapping("/{id}/revoke-tokens")
    @Requires(AccessLevel.WRITE)
    ResponseEntity<byte[]> revokeTokens(
            Act act, @PathVariable String id, @RequestBody(required = false) @Nullable JsonBody body) {
        return carryOut(act, id, body, RevokeClientTokens::new);
    }

    private ResponseEntity<byte[]> carryOut(
            Act act, String id, @Nullable JsonBody body, Function<ClientId, Command> command) {
        JsonBody.orEmpty(body).fields().only();
        ClientId clientId = Clients.named(id);
        return writes.change(act, dispatch -> {
            Loaded<Client> client = clients.find(act, clientId);
            dispatch.send(command.apply(clientId));
            return Answer.done().atVersion(client.version());
        });
    }

    @DeleteMapping("/{id}")
    @Requires(AccessLevel.DELETE)
    ResponseEntity<byte[]> delete(Act act, @PathVariable String id) {
        return writes.change(act, dispatch -> {
            deletion.delete(act, id, dispatch);
            return Answer.done();
        });
    }
}
