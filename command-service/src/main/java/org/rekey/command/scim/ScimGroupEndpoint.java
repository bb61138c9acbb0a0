package org.rekey.command.scim;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rekey.adminapi.Caller;
import org.rekey.adminapi.Requires;
import org.rekey.command.Act;
import org.rekey.command.JsonBody;
import org.rekey.command.Lanes;
import org.rekey.command.directory.DirectoryWrites;
import org.rekey.domain.api.AccessLevel;
import org.rekey.eventstore.Committed;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Groups, as an identity provider keeps them. Their roles are given here, and not there. */
@RestController
@RequestMapping(
        path = "/scim/v2/Groups",
        produces = {Scim.JSON, Scim.PLAIN_JSON})
class ScimGroupEndpoint {

    private final DirectoryWrites writes;
    private final GroupChanges changes;
    private final GroupWrites groupWrites;
    private final GroupResources resources;
    private final Lanes lanes;

    ScimGroupEndpoint(
            DirectoryWrites writes,
            GroupChanges changes,
            GroupWrites groupWrites,
            GroupResources resources,
            Lanes lanes) {
        this.lanes = lanes;
        this.groupWrites = groupWrites;
        this.writes = writes;
        this.changes = changes;
        this.resources = resources;
    }

    @GetMapping
    @Requires(AccessLevel.READ)
    ResponseEntity<byte[]> list(
            Caller caller,
            @RequestParam(required = false) @Nullable String filter,
            @RequestParam(required = false) @Nullable String startIndex,
            @RequestParam(required = false) @Nullable String count,
            @RequestParam(required = false) @Nullable String attributes,
            @RequestParam(required = false) @Nullable String excludedAttributes,
            HttpServletRequest request) {
        return lanes.reading(
                caller,
                () -> ScimAnswer.ok(resources.list(
                        caller,
                        Condition.of(filter, Scim.GROUP),
                        ScimPaging.of(startIndex, count),
                        Shown.of(attributes, excludedAttributes, Scim.GROUP),
                        ScimAnswer.base(request))));
    }

    @GetMapping("/{id}")
    @Requires(AccessLevel.READ)
    ResponseEntity<byte[]> find(
            Caller caller,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String attributes,
            @RequestParam(required = false) @Nullable String excludedAttributes,
            HttpServletRequest request) {
        Shown shown = Shown.of(attributes, excludedAttributes, Scim.GROUP);
        return lanes.reading(caller, () -> ScimAnswer.ok(resources.find(caller, id, shown, ScimAnswer.base(request))));
    }

    @PostMapping(consumes = {Scim.JSON, Scim.PLAIN_JSON})
    @Requires(AccessLevel.WRITE)
    ResponseEntity<byte[]> create(
            Act act,
            @RequestParam(required = false) @Nullable String attributes,
            @RequestParam(required = false) @Nullable String excludedAttributes,
            @RequestBody JsonBody body,
            HttpServletRequest request) {
        GroupDraft wanted = draft(body);
        Committed<String> created = groupWrites.create(act, wanted);
        Shown shown = Shown.of(attributes, excludedAttributes, Scim.GROUP);
        return answer(HttpStatus.CREATED, act, created, shown, request);
    }

    @PutMapping(
            path = "/{id}",
            consumes = {Scim.JSON, Scim.PLAIN_JSON})
    @Requires(AccessLevel.WRITE)
    ResponseEntity<byte[]> replace(
            Act act,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String attributes,
            @RequestParam(required = false) @Nullable String excludedAttributes,
            @RequestBody JsonBody body,
            HttpServletRequest request) {
        GroupDraft wanted = draft(body);
        Committed<String> changed = groupWrites.change(act, id, null, group -> group.become(wanted));
        Shown shown = Shown.of(attributes, excludedAttributes, Scim.GROUP);
        return answer(HttpStatus.OK, act, changed, shown, request);
    }

    @PatchMapping(
            path = "/{id}",
            consumes = {Scim.JSON, Scim.PLAIN_JSON})
    @Requires(AccessLevel.WRITE)
    ResponseEntity<byte[]> patch(
            Act act,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String attributes,
            @RequestParam(required = false) @Nullable String excludedAttributes,
            @RequestBody JsonBody body,
            HttpServletRequest request) {
        GroupPatch patch = GroupPatch.of(ScimJson.object(body.fields().data()));
        Committed<String> changed = groupWrites.change(act, id, patch.mentioned(), patch::apply);
        Shown shown = Shown.of(attributes, excludedAttributes, Scim.GROUP);
        return answer(HttpStatus.OK, act, changed, shown, request);
    }

    /** Whoever belongs to it. */
    @DeleteMapping("/{id}")
    @Requires(AccessLevel.DELETE)
    ResponseEntity<byte[]> delete(Act act, @PathVariable String id) {
        long position = writes.commit(act, dispatch -> changes.delete(act, id, dispatch))
                .position();
        writes.awaitSeen(position);
        return ScimAnswer.deleted(position);
    }

    private static GroupDraft draft(JsonBody body) {
        ObjectNode group = ScimJson.object(body.fields().data());
        Set<String> members = GroupPatch.members(group.path("members"));
        return new GroupDraft(ScimJson.text(group, "displayName"), ScimJson.text(group, "externalId"), members);
    }

    private ResponseEntity<byte[]> answer(
            HttpStatus status, Act act, Committed<String> committed, Shown shown, HttpServletRequest request) {
        writes.awaitSeen(committed.position());
        Resource group = resources.find(act.caller(), committed.result(), shown, ScimAnswer.base(request));
        return ScimAnswer.written(status, group, committed.position());
    }
}
