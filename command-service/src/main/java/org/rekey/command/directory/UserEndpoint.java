package org.rekey.command.directory;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rekey.adminapi.Requires;
import org.rekey.command.Act;
import org.rekey.command.Aggregates.Loaded;
import org.rekey.command.Answer;
import org.rekey.command.Fields;
import org.rekey.command.JsonBody;
import org.rekey.command.Patches;
import org.rekey.domain.Refusal;
import org.rekey.domain.TenantId;
import org.rekey.domain.UserId;
import org.rekey.domain.api.AccessLevel;
import org.rekey.domain.directory.User;
import org.rekey.domain.directory.UserProfile;
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

/** Enters people in the directory, and lets them out. */
@RestController
@RequestMapping(path = "/api/v1/users", produces = MediaType.APPLICATION_JSON_VALUE)
class UserEndpoint {

    private final DirectoryWrites writes;
    private final Users users;
    private final Directory directory;

    UserEndpoint(DirectoryWrites writes, Users users, Directory directory) {
        this.writes = writes;
        this.users = users;
        this.directory = directory;
    }

    private record Registered(String id) {}

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Requires(AccessLevel.WRITE)
    ResponseEntity<byte[]> register(Act act, @RequestBody JsonBody body) {
        Fields fields = body.fields().only("userName", "email", "displayName", "externalId", "attributes", "tenant");
        UserProfile profile = UserFields.profile(fields, UserProfile.of(fields.text("userName"), null, null));
        TenantId tenant = Tenants.ofNew(act.caller(), fields.textOr("tenant", null));
        return writes.change(act, false, dispatch -> {
            UserId id = users.register(tenant, profile, dispatch);
            return Answer.created("/api/v1/users/" + id, new Registered(id.value()))
                    .atVersion(0);
        });
    }

    @PatchMapping(
            path = "/{id}",
            consumes = {MediaType.APPLICATION_JSON_VALUE, Patches.MERGE_PATCH})
    @Requires(AccessLevel.WRITE)
    ResponseEntity<byte[]> patch(Act act, @PathVariable String id, @RequestBody JsonBody body) {
        Fields patch = body.fields()
                .neverChanged("id", "tenant", "status", "groups", "roles")
                .only(UserFields.NAMES);
        return writes.change(act, false, dispatch -> {
            Loaded<User> user = users.find(act, id);
            users.describe(act, id, UserFields.profile(patch, user.now().profile()), dispatch);
            return Answer.done().atVersion(user.version());
        });
    }

    @PostMapping("/{id}/deactivate")
    @Requires(AccessLevel.WRITE)
    ResponseEntity<byte[]> deactivate(
            Act act,
            @PathVariable String id,
            @RequestParam(required = false) boolean dryRun,
            @RequestBody(required = false) @Nullable JsonBody body) {
        return carryOut(act, id, dryRun, body, dispatch -> users.deactivate(act, id, dispatch));
    }

    @PostMapping("/{id}/reactivate")
    @Requires(AccessLevel.WRITE)
    ResponseEntity<byte[]> reactivate(
            Act act,
            @PathVariable String id,
            @RequestParam(required = false) boolean dryRun,
            @RequestBody(required = false) @Nullable JsonBody body) {
        return carryOut(act, id, dryRun, body, dispatch -> users.reactivate(act, id, dispatch));
    }

    private ResponseEntity<byte[]> carryOut(
            Act act, String id, boolean dryRun, @Nullable JsonBody body, Consumer<Dispatch> change) {
        JsonBody.orEmpty(body).fields().only();
        return writes.change(act, dryRun, dispatch -> {
            Loaded<User> user = users.find(act, id);
            change.accept(dispatch);
            return Answer.done().atVersion(user.version());
        });
    }

    /** One who answers for clients has to hand them over first. */
    @DeleteMapping("/{id}")
    @Requires(AccessLevel.DELETE)
    ResponseEntity<byte[]> delete(Act act, @PathVariable String id, @RequestParam(required = false) boolean dryRun) {
        return writes.change(act, dryRun, dispatch -> {
            UserId user = users.find(act, id).now().id();
            directory.clientsOf(user, act.caller().tenant()).ifPresent(clients -> {
                throw Refusal.conflict("the user answers for " + clients + ": transfer them first");
            });
            users.delete(act, id, dispatch);
            return Answer.done();
        });
    }
}
