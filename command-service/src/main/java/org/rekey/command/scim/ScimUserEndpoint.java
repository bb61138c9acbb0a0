package org.rekey.command.scim;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rekey.adminapi.Caller;
import org.rekey.adminapi.Requires;
import org.rekey.command.Act;
import org.rekey.command.Aggregates.Loaded;
import org.rekey.command.JsonBody;
import org.rekey.command.Lanes;
import org.rekey.command.directory.DirectoryWrites;
import org.rekey.command.directory.Tenants;
import org.rekey.command.directory.Users;
import org.rekey.domain.TenantId;
import org.rekey.domain.api.AccessLevel;
import org.rekey.domain.directory.User;
import org.rekey.domain.directory.UserProfile;
import org.rekey.eventstore.Commits.Dispatch;
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

/** People, as an identity provider keeps them. */
@RestController
@RequestMapping(
        path = "/scim/v2/Users",
        produces = {Scim.JSON, Scim.PLAIN_JSON})
class ScimUserEndpoint {

    private final DirectoryWrites writes;
    private final Users users;
    private final UserResources resources;
    private final Lanes lanes;

    ScimUserEndpoint(DirectoryWrites writes, Users users, UserResources resources, Lanes lanes) {
        this.lanes = lanes;
        this.writes = writes;
        this.users = users;
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
                        Condition.of(filter, Scim.USER),
                        ScimPaging.of(startIndex, count),
                        Shown.of(attributes, excludedAttributes, Scim.USER),
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
        Resource user = resources.find(caller, id, ScimAnswer.base(request));
        Shown.of(attributes, excludedAttributes, Scim.USER).trim(user.json());
        return ScimAnswer.ok(user);
    }

    @PostMapping(consumes = {Scim.JSON, Scim.PLAIN_JSON})
    @Requires(AccessLevel.WRITE)
    ResponseEntity<byte[]> create(Act act, @RequestBody JsonBody body, HttpServletRequest request) {
        ObjectNode user = ScimJson.object(body.fields().data());
        UserProfile profile = UserDocument.profile(user);
        boolean deactivated = Boolean.FALSE.equals(UserDocument.active(user));
        TenantId tenant = Tenants.ofNew(act.caller(), null);
        Committed<String> created = writes.commit(act, dispatch -> {
            String id = Scim.claiming(
                    () -> users.register(tenant, profile, dispatch).value());
            if (deactivated) {
                users.deactivate(act.onWhatever(), id, dispatch);
            }
            return id;
        });
        return answer(HttpStatus.CREATED, act, created, request);
    }

    @PutMapping(
            path = "/{id}",
            consumes = {Scim.JSON, Scim.PLAIN_JSON})
    @Requires(AccessLevel.WRITE)
    ResponseEntity<byte[]> replace(
            Act act, @PathVariable String id, @RequestBody JsonBody body, HttpServletRequest request) {
        ObjectNode replacement = ScimJson.object(body.fields().data());
        Act stopping = act.denying(Boolean.FALSE.equals(UserDocument.active(replacement)));
        return change(stopping, id, request, user -> {
            user.removeAll();
            user.setAll(replacement);
        });
    }

    @PatchMapping(
            path = "/{id}",
            consumes = {Scim.JSON, Scim.PLAIN_JSON})
    @Requires(AccessLevel.WRITE)
    ResponseEntity<byte[]> patch(
            Act act, @PathVariable String id, @RequestBody JsonBody body, HttpServletRequest request) {
        UserPatch patch = UserPatch.of(ScimJson.object(body.fields().data()));
        return change(act.denying(patch.deactivates()), id, request, patch::apply);
    }

    private ResponseEntity<byte[]> change(
            Act act, String id, HttpServletRequest request, Consumer<ObjectNode> difference) {
        Committed<String> changed = writes.commit(act, dispatch -> {
            Loaded<User> found = users.find(act, id);
            ObjectNode user =
                    UserDocument.of(found.now().profile(), !found.now().isDeactivated());
            difference.accept(user);
            put(act.onWhatever(), found.now(), user, dispatch);
            return id;
        });
        return answer(HttpStatus.OK, act, changed, request);
    }

    private void put(Act act, User user, ObjectNode wanted, Dispatch dispatch) {
        String id = user.id().value();
        Boolean active = UserDocument.active(wanted);
        UserProfile given = UserDocument.profile(wanted);
        UserProfile profile = Boolean.FALSE.equals(active) ? users.asFarAsAllowed(act, user, given) : given;
        Scim.claiming(() -> {
            users.describe(act, id, profile, dispatch);
            return id;
        });
        if (Boolean.FALSE.equals(active)) {
            users.deactivate(act, id, dispatch);
        } else if (Boolean.TRUE.equals(active)) {
            users.reactivate(act, id, dispatch);
        }
    }

    private ResponseEntity<byte[]> answer(
            HttpStatus status, Act act, Committed<String> committed, HttpServletRequest request) {
        writes.awaitSeen(committed.position());
        Resource user = resources.find(act.caller(), committed.result(), ScimAnswer.base(request));
        return ScimAnswer.written(status, user, committed.position());
    }

    /** Whatever the person answers for: nobody does then. */
    @DeleteMapping("/{id}")
    @Requires(AccessLevel.DELETE)
    ResponseEntity<byte[]> delete(Act act, @PathVariable String id) {
        long position = writes.commit(act, dispatch -> {
                    users.delete(act, id, dispatch);
                    return id;
                })
                .position();
        writes.awaitSeen(position);
        return ScimAnswer.deleted(position);
    }
}
