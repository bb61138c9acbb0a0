package org.rekey.query.role;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.rekey.adminapi.Caller;
import org.rekey.adminapi.Page;
import org.rekey.adminapi.Paging;
import org.rekey.adminapi.RekeyPosition;
import org.rekey.adminapi.Requires;
import org.rekey.domain.api.AccessLevel;
import org.rekey.query.NamedList;
import org.rekey.query.Reads;
import org.rekey.query.client.DirectoryTables;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = "/api/v1/roles", produces = MediaType.APPLICATION_JSON_VALUE)
class RoleEndpoint {

    private final RoleQueries roles;
    private final RekeyPosition position;

    RoleEndpoint(RoleQueries roles, RekeyPosition position) {
        this.roles = roles;
        this.position = position;
    }

    /**
     * @param enabled whether members may have credentials of their own
     * @param rotationInterval null while they may not
     * @param apis while they may not: what it would start from
     */
    record ApiAccess(boolean enabled, @Nullable String rotationInterval, Object apis) {}

    @GetMapping
    @Requires(AccessLevel.READ)
    Page<RoleView> list(
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String tenant,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor,
            Caller caller,
            HttpServletRequest request) {
        NamedList list = NamedList.of(caller, q, tenant);
        Paging paging = Paging.of("roles " + list, limit, cursor);
        position.await(request, DirectoryTables.PROJECTION);
        return roles.rolesByName(list, paging);
    }

    @GetMapping("/{id}")
    @Requires(AccessLevel.READ)
    ResponseEntity<RoleView> show(@PathVariable String id, Caller caller, HttpServletRequest request) {
        RoleView role = visible(id, caller, request);
        return ResponseEntity.ok().eTag(Reads.eTag(role.version())).body(role);
    }

    @GetMapping("/{id}/api-access")
    @Requires(AccessLevel.READ)
    ResponseEntity<ApiAccess> access(@PathVariable String id, Caller caller, HttpServletRequest request) {
        RoleView role = visible(id, caller, request);
        RoleView.ApiAccessView access = role.apiAccess();
        ApiAccess shown = access == null
                ? new ApiAccess(false, null, role.apis())
                : new ApiAccess(true, access.rotationInterval(), access.apis());
        return ResponseEntity.ok().eTag(Reads.eTag(role.version())).body(shown);
    }

    private RoleView visible(String id, Caller caller, HttpServletRequest request) {
        position.await(request, DirectoryTables.PROJECTION);
        return roles.role(Reads.identifier(id), caller.tenant()).orElseThrow(Reads::nothingHere);
    }
}
