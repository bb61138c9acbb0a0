package org.rekey.command.client;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
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
import org.rekey.command.Writes.Work;
import org.rekey.command.directory.Preview;
import org.rekey.command.directory.Users;
import org.rekey.command.secret.FreshSecret;
import org.rekey.command.secret.Secrets;
import org.rekey.domain.ClientId;
import org.rekey.domain.Command;
import org.rekey.domain.Refusal;
import org.rekey.domain.TenantId;
import org.rekey.domain.UserId;
import org.rekey.domain.api.AccessLevel;
import org.rekey.domain.client.Client;
import org.rekey.domain.client.CreateClient;
import org.rekey.domain.client.ResumeClient;
import org.rekey.domain.client.RevokeClientTokens;
import org.rekey.domain.client.SuspendClient;
import org.rekey.domain.client.TransferClient;
import org.rekey.domain.secret.Base62;
import org.rekey.eventstore.Commits.Dispatch;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Creates, changes, switches and deletes clients. */
@RestController
@RequestMapping(path = "/api/v1/clients", produces = MediaType.APPLICATION_JSON_VALUE)
class ClientEndpoint {

    private static final int ID_CHARACTERS = 22;

    private static final String VOID =
            "the secret is void, because somebody without the rights over Rekey that the client has"
                    + " now has set it: rotate it to get another one";

    private final Writes writes;
    private final Clients clients;
    private final ClientDeletion deletion;
    private final ClientNames names;
    private final Secrets secrets;
    private final Users users;
    private final Recipients recipients;
    private final Owners owners;
    private final Preview preview;
    private final SecureRandom random;

    ClientEndpoint(
            Writes writes,
            Clients clients,
            ClientDeletion deletion,
            ClientNames names,
            Secrets secrets,
            Users users,
            Recipients recipients,
            Owners owners,
            Preview preview,
            SecureRandom rekeyRandom) {
        this.writes = writes;
        this.clients = clients;
        this.deletion = deletion;
        this.names = names;
        this.secrets = secrets;
        this.users = users;
        this.recipients = recipients;
        this.owners = owners;
        this.preview = preview;
        this.random = rekeyRandom;
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Requires(AccessLevel.WRITE)
    ResponseEntity<byte[]> create(Act act, @RequestParam(required = false) boolean dryRun, @RequestBody JsonBody body) {
        NewClient client = new NewClient(body.fields());
        String imported = client.importedSecret();
        FreshSecret secret = imported == null ? secrets.generate() : secrets.imported(imported);
        ClientId generated = new ClientId(Base62.random(random, ID_CHARACTERS));
        Work<Made> work = dispatch -> {
            CreateClient command = client.command(
                    act, recipients, owner(act, client.owner(), client.tenant(act.caller())), generated, secret);
            clients.refuseTaken(command.clientId());
            refuseUserId(command.clientId());
            dispatch.send(command);
            names.claim(command.tenant(), command.profile().name(), command.clientId());
            Loaded<Client> created = clients.created(command.clientId());
            List<String> warnings = client.warnings();
            warnings.addAll(recipients.warnings(created.now()));
            Answer answer = dryRun
                    ? Answer.ok(ForeseenClient.of(created.now(), warnings))
                    : CreatedClient.answer(created, secret, warnings);
            return new Made(command.clientId(), answer);
        };
        return dryRun ? writes.preview(act, dispatch -> work.with(dispatch).answer()) : writes.once(act, body, work);
    }

    private record Patched(String clientId, List<String> warnings) {}

    /** Who makes a client answers for it, unless somebody else is named. */
    private @Nullable UserId owner(Act act, @Nullable String named, @Nullable TenantId tenant) {
        String id = named == null ? act.caller().userId() : named;
        return id == null
                ? null
                : owners.named(act, "owner", id, Optional.ofNullable(tenant)).id();
    }

    /** Both stand in tokens as {@code sub}: one must not be taken for the other (RFC 9700 section 4.15). */
    private void refuseUserId(ClientId id) {
        if (users.isOne(id.value())) {
            throw Refusal.rule("clientId", "is the identifier of a user");
        }
    }

    @PatchMapping(
            path = "/{id}",
            consumes = {MediaType.APPLICATION_JSON_VALUE, Patches.MERGE_PATCH})
    @Requires(AccessLevel.WRITE)
    ResponseEntity<byte[]> patch(
            Act act,
            @PathVariable String id,
            @RequestParam(required = false) boolean dryRun,
            @RequestBody JsonBody body) {
        ClientId clientId = Clients.named(id);
        ClientPatch patch = new ClientPatch(body.fields());
        return changeClient(act, clientId, dryRun, (client, dispatch) -> {
            boolean authenticated = client.now().secrets().current().retired() == null;
            patch.commands(act, recipients, clientId, client.now()).forEach(dispatch::send);
            if (patch.transfers()) {
                String owner = patch.owner();
                dispatch.send(new TransferClient(
                        clientId,
                        owner == null
                                ? null
                                : owners.named(act, "owner", owner, client.now().tenant())
                                        .id()));
            }
            if (patch.renames()) {
                names.claim(
                        client.now().tenant().orElse(null),
                        client.now().profile().name(),
                        clientId);
            }
            List<String> warnings = patch.warnings();
            if (authenticated && client.now().secrets().current().retired() != null) {
                warnings.add(VOID);
            }
            if (patch.changesWhoIsTold()) {
                warnings.addAll(recipients.warnings(client.now()));
            }
            return Answer.ok(new Patched(id, warnings)).atVersion(client.version());
        });
    }

    private ResponseEntity<byte[]> changeClient(
            Act act, ClientId id, boolean dryRun, BiFunction<Loaded<Client>, Dispatch, Answer> change) {
        return dryRun
                ? writes.preview(act, dispatch -> {
                    Loaded<Client> client = clients.find(act, id);
                    return Answer.ok(preview.ofClient(client.now(), () -> change.apply(client, dispatch)));
                })
                : writes.change(act, dispatch -> change.apply(clients.find(act, id), dispatch));
    }

    @PostMapping("/{id}/suspend")
    @Requires(AccessLevel.WRITE)
    ResponseEntity<byte[]> suspend(
            Act act,
            @PathVariable String id,
            @RequestParam(required = false) boolean dryRun,
            @RequestBody(required = false) @Nullable JsonBody body) {
        return carryOut(act, id, dryRun, body, SuspendClient::new);
    }

    @PostMapping("/{id}/resume")
    @Requires(AccessLevel.WRITE)
    ResponseEntity<byte[]> resume(
            Act act,
            @PathVariable String id,
            @RequestParam(required = false) boolean dryRun,
            @RequestBody(required = false) @Nullable JsonBody body) {
        return carryOut(act, id, dryRun, body, ResumeClient::new);
    }

    @PostMapping("/{id}/revoke-tokens")
    @Requires(AccessLevel.WRITE)
    ResponseEntity<byte[]> revokeTokens(
            Act act, @PathVariable String id, @RequestBody(required = false) @Nullable JsonBody body) {
        return carryOut(act, id, false, body, RevokeClientTokens::new);
    }

    private ResponseEntity<byte[]> carryOut(
            Act act, String id, boolean dryRun, @Nullable JsonBody body, Function<ClientId, Command> command) {
        JsonBody.orEmpty(body).fields().only();
        ClientId clientId = Clients.named(id);
        return changeClient(act, clientId, dryRun, (client, dispatch) -> {
            dispatch.send(command.apply(clientId));
            return Answer.done().atVersion(client.version());
        });
    }

    @DeleteMapping("/{id}")
    @Requires(AccessLevel.DELETE)
    ResponseEntity<byte[]> delete(Act act, @PathVariable String id, @RequestParam(required = false) boolean dryRun) {
        return changeClient(act, Clients.named(id), dryRun, (client, dispatch) -> {
            deletion.delete(act, id, dispatch);
            return Answer.done();
        });
    }
}
