package org.rekey.command.role;

import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.rekey.adminapi.Requires;
import org.rekey.command.Act;
import org.rekey.command.Aggregates;
import org.rekey.command.Aggregates.Loaded;
import org.rekey.command.Answer;
import org.rekey.command.Fields;
import org.rekey.command.IntervalWarnings;
import org.rekey.command.JsonBody;
import org.rekey.command.Patches;
import org.rekey.command.ScopeFields;
import org.rekey.command.TenantTable;
import org.rekey.command.directory.Directory;
import org.rekey.command.directory.DirectoryNames;
import org.rekey.command.directory.DirectoryNames.Kind;
import org.rekey.command.directory.DirectoryWrites;
import org.rekey.command.directory.Reach;
import org.rekey.command.directory.Tenants;
import org.rekey.domain.Refusal;
import org.rekey.domain.TenantId;
import org.rekey.domain.api.AccessLevel;
import org.rekey.domain.client.GrantedScopes;
import org.rekey.domain.role.ApiAccess;
import org.rekey.domain.role.CreateRole;
import org.rekey.domain.role.DeleteRole;
import org.rekey.domain.role.DescribeRole;
import org.rekey.domain.role.DisableRoleApi;
import org.rekey.domain.role.EnableRoleApi;
import org.rekey.domain.role.Role;
import org.rekey.domain.role.RoleId;
import org.rekey.domain.role.RoleProfile;
import org.rekey.domain.secret.Base62;
import org.rekey.domain.secret.RotationInterval;
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

/** Roles, and the API access that they give their members. */
@RestController
@RequestMapping(path = "/api/v1/roles", produces = MediaType.APPLICATION_JSON_VALUE)
class RoleEndpoint {

    private static final int ID_CHARACTERS = 22;

    private final DirectoryWrites writes;
    private final Aggregates aggregates;
    private final TenantTable tenants;
    private final Directory directory;
    private final DirectoryNames names;
    private final Reach reach;
    private final SecureRandom random;

    RoleEndpoint(
            DirectoryWrites writes,
            Aggregates aggregates,
            TenantTable tenants,
            Directory directory,
            DirectoryNames names,
            Reach reach,
            SecureRandom rekeyRandom) {
        this.reach = reach;
        this.writes = writes;
        this.aggregates = aggregates;
        this.tenants = tenants;
        this.directory = directory;
        this.names = names;
        this.random = rekeyRandom;
    }

    private record Created(String id) {}

    private record Enabled(String id, Map<String, Object> apiAccess, List<String> warnings) {}

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Requires(AccessLevel.WRITE)
    ResponseEntity<byte[]> create(Act act, @RequestBody JsonBody body) {
        Fields fields = body.fields().only("name", "description", "apis", "tenant");
        RoleProfile profile = profile(fields, new RoleProfile(fields.text("name"), null, GrantedScopes.NONE));
        TenantId tenant = Tenants.ofNew(act.caller(), fields.textOr("tenant", null));
        RoleId id = new RoleId(Base62.random(random, ID_CHARACTERS));
        return writes.change(act, false, dispatch -> {
            dispatch.send(new CreateRole(id, tenant, profile));
            names.claim(Kind.ROLE, id.value(), tenant, profile.name());
            return Answer.created("/api/v1/roles/" + id, new Created(id.value()))
                    .atVersion(0);
        });
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
        Fields patch = body.fields().neverChanged("id", "tenant", "apiAccess").only("name", "description", "apis");
        return writes.change(act, dryRun, dispatch -> {
            Loaded<Role> role = find(act, id);
            dispatch.send(
                    new DescribeRole(role.now().id(), profile(patch, role.now().profile())));
            names.claim(
                    Kind.ROLE,
                    id,
                    role.now().tenant().orElse(null),
                    role.now().profile().name());
            return Answer.done().atVersion(role.version());
        });
    }

    private static RoleProfile profile(Fields fields, RoleProfile before) {
        return new RoleProfile(
                fields.has("name") ? fields.text("name") : before.name(),
                fields.has("description") ? fields.textOr("description", null) : before.description(),
                fields.has("apis") ? apisOr(fields, () -> GrantedScopes.NONE) : before.apis());
    }

    private static GrantedScopes apisOr(Fields fields, Supplier<GrantedScopes> otherwise) {
        return fields.isGiven("apis") ? ScopeFields.read(fields, "apis") : otherwise.get();
    }

    /** Without {@code apis} its members may call what they have in the user interface. */
    @PutMapping(path = "/{id}/api-access", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Requires(AccessLevel.WRITE)
    ResponseEntity<byte[]> enable(
            Act act,
            @PathVariable String id,
            @RequestParam(required = false) boolean dryRun,
            @RequestBody JsonBody body) {
        Fields fields = body.fields().only("rotationInterval", "apis");
        RotationInterval interval = RotationInterval.parse(fields.text("rotationInterval"));
        return reach.ofRole(
                act,
                id,
                () -> writes.change(act, dryRun, dispatch -> {
                    Loaded<Role> role = find(act, id);
                    ApiAccess access = new ApiAccess(
                            interval, apisOr(fields, () -> role.now().profile().apis()));
                    dispatch.send(new EnableRoleApi(role.now().id(), access));
                    return Answer.ok(new Enabled(id, view(access), IntervalWarnings.ofInterval(interval)))
                            .atVersion(role.version());
                }));
    }

    private static Map<String, Object> view(ApiAccess access) {
        return Map.of("rotationInterval", access.rotationInterval().value(), "apis", ScopeFields.view(access.apis()));
    }

    @DeleteMapping("/{id}/api-access")
    @Requires(AccessLevel.WRITE)
    ResponseEntity<byte[]> disable(Act act, @PathVariable String id, @RequestParam(required = false) boolean dryRun) {
        return reach.ofRole(
                act.denying(!dryRun),
                id,
                () -> writes.change(act, dryRun, dispatch -> {
                    Loaded<Role> role = find(act, id);
                    dispatch.send(new DisableRoleApi(role.now().id()));
                    return Answer.done().atVersion(role.version());
                }));
    }

    /** One that groups still have stays, and says which. */
    @DeleteMapping("/{id}")
    @Requires(AccessLevel.DELETE)
    ResponseEntity<byte[]> delete(Act act, @PathVariable String id, @RequestParam(required = false) boolean dryRun) {
        return writes.change(act, dryRun, dispatch -> {
            RoleId role = find(act, id).now().id();
            directory.groupsWith(role).ifPresent(groups -> {
                throw Refusal.conflict("the role is still assigned to " + groups);
            });
            dispatch.send(new DeleteRole(role));
            names.free(Kind.ROLE, id);
            return Answer.done();
        });
    }

    /** Another tenant's role is as unknown as one that never was. */
    private Loaded<Role> find(Act act, String id) {
        return Optional.of(new RoleId(id).stream())
                .filter(stream -> tenants.isVisible(act, TenantTable.Kind.ROLE, id))
                .flatMap(stream -> aggregates.find(Role.class, stream))
                .filter(role -> !role.now().isDeleted()
                        && Tenants.isVisible(act.caller(), role.now().tenant()))
                .orElseThrow(() -> Refusal.unknown("there is no such role"))
                .asExpectedBy(act);
    }
}
