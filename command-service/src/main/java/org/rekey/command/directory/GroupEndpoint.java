package org.rekey.command.directory;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.rekey.adminapi.Requires;
import org.rekey.command.Act;
import org.rekey.command.Aggregates.Loaded;
import org.rekey.command.Answer;
import org.rekey.command.Fields;
import org.rekey.command.JsonBody;
import org.rekey.command.Patches;
import org.rekey.domain.Refusal;
import org.rekey.domain.TenantId;
import org.rekey.domain.api.AccessLevel;
import org.rekey.domain.directory.Group;
import org.rekey.domain.directory.GroupId;
import org.rekey.domain.directory.GroupProfile;
import org.rekey.eventstore.Commits.Dispatch;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Groups, their members and their roles. */
@RestController
@RequestMapping(path = "/api/v1/groups", produces = MediaType.APPLICATION_JSON_VALUE)
class GroupEndpoint {

    private final DirectoryWrites writes;
    private final Groups groups;
    private final Directory directory;
    private final Reach reach;

    GroupEndpoint(DirectoryWrites writes, Groups groups, Directory directory, Reach reach) {
        this.reach = reach;
        this.writes = writes;
        this.groups = groups;
        this.directory = directory;
    }

    private record Created(String id) {}

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Requires(AccessLevel.WRITE)
    ResponseEntity<byte[]> create(Act act, @RequestBody JsonBody body) {
        Fields fields = body.fields().only("name", "externalId", "tenant");
        GroupProfile profile = new GroupProfile(fields.text("name"), fields.textOr("externalId", null));
        TenantId tenant = Tenants.ofNew(act.caller(), fields.textOr("tenant", null));
        return writes.change(act, false, dispatch -> {
            GroupId id = groups.create(tenant, profile, dispatch);
            return Answer.created("/api/v1/groups/" + id, new Created(id.value()))
                    .atVersion(0);
        });
    }

    @PatchMapping(
            path = "/{id}",
            consumes = {MediaType.APPLICATION_JSON_VALUE, Patches.MERGE_PATCH})
    @Requires(AccessLevel.WRITE)
    ResponseEntity<byte[]> patch(Act act, @PathVariable String id, @RequestBody JsonBody body) {
        Fields patch =
                body.fields().neverChanged("id", "tenant", "members", "roles").only("name", "externalId");
        return writes.change(act, false, dispatch -> {
            Loaded<Group> group = groups.find(act, id);
            GroupProfile before = group.now().profile();
            groups.describe(
                    act,
                    id,
                    new GroupProfile(
                            patch.has("name") ? patch.text("name") : before.name(),
                            patch.has("externalId") ? patch.textOr("externalId", null) : before.externalId()),
                    dispatch);
            return Answer.done().atVersion(group.version());
        });
    }

    /** One that is still used stays, and says by whom. */
    @DeleteMapping("/{id}")
    @Requires(AccessLevel.DELETE)
    ResponseEntity<byte[]> delete(Act act, @PathVariable String id, @RequestParam(required = false) boolean dryRun) {
        return writes.change(act, dryRun, dispatch -> {
            GroupId group = groups.find(act, id).now().id();
            List<String> uses = Stream.of(
                            directory.membersOf(group),
                            directory.rolesOf(group),
                            directory.clientsAlerting(group, act.caller().tenant()))
                    .flatMap(Optional::stream)
                    .toList();
            if (!uses.isEmpty()) {
                throw Refusal.conflict("the group is still used: " + String.join("; ", uses));
            }
            groups.delete(act, id, dispatch);
            return Answer.done();
        });
    }

    @PutMapping("/{id}/members/{userId}")
    @Requires(AccessLevel.WRITE)
    ResponseEntity<byte[]> addMember(
            Act act,
            @PathVariable String id,
            @PathVariable String userId,
            @RequestParam(required = false) boolean dryRun) {
        return carryOut(act, dryRun, dispatch -> groups.addMember(act, id, userId, dispatch));
    }

    @DeleteMapping("/{id}/members/{userId}")
    @Requires(AccessLevel.WRITE)
    ResponseEntity<byte[]> removeMember(
            Act act,
            @PathVariable String id,
            @PathVariable String userId,
            @RequestParam(required = false) boolean dryRun) {
        return carryOut(act, dryRun, dispatch -> groups.removeMember(act, id, userId, dispatch));
    }

    @PutMapping("/{id}/roles/{roleId}")
    @Requires(AccessLevel.WRITE)
    ResponseEntity<byte[]> assignRole(
            Act act,
            @PathVariable String id,
            @PathVariable String roleId,
            @RequestParam(required = false) boolean dryRun) {
        return reach.ofGroup(
                act, id, () -> carryOut(act, dryRun, dispatch -> groups.assignRole(act, id, roleId, dispatch)));
    }

    @DeleteMapping("/{id}/roles/{roleId}")
    @Requires(AccessLevel.WRITE)
    ResponseEntity<byte[]> unassignRole(
            Act act,
            @PathVariable String id,
            @PathVariable String roleId,
            @RequestParam(required = false) boolean dryRun) {
        return reach.ofGroup(
                act.denying(!dryRun),
                id,
                () -> carryOut(act, dryRun, dispatch -> groups.unassignRole(act, id, roleId, dispatch)));
    }

    private ResponseEntity<byte[]> carryOut(Act act, boolean dryRun, Consumer<Dispatch> change) {
        return writes.change(act, dryRun, dispatch -> {
            change.accept(dispatch);
            return Answer.done();
        });
    }
}
