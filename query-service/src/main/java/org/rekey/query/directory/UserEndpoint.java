package org.rekey.query.directory;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.rekey.adminapi.Caller;
import org.rekey.adminapi.Page;
import org.rekey.adminapi.Paging;
import org.rekey.adminapi.ProblemException;
import org.rekey.adminapi.RekeyPosition;
import org.rekey.adminapi.Requires;
import org.rekey.domain.api.AccessLevel;
import org.rekey.query.Filters;
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
@RequestMapping(path = "/api/v1/users", produces = MediaType.APPLICATION_JSON_VALUE)
class UserEndpoint {

    private final DirectoryQueries directory;
    private final OwnershipQueries ownership;
    private final RekeyPosition position;

    UserEndpoint(DirectoryQueries directory, OwnershipQueries ownership, RekeyPosition position) {
        this.directory = directory;
        this.ownership = ownership;
        this.position = position;
    }

    @GetMapping
    @Requires(AccessLevel.READ)
    Page<UserView> list(
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String tenant,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor,
            Caller caller,
            HttpServletRequest request) {
        NamedList list = NamedList.of(caller, q, tenant);
        UserView.Status only = statusOf(status);
        Paging paging = Paging.of("users " + list + " " + only, limit, cursor);
        position.await(request, DirectoryTables.PROJECTION);
        return directory.usersByName(list, only, paging);
    }

    private static UserView.@Nullable Status statusOf(@Nullable String given) {
        String name = Filters.text("status", given);
        return name == null
                ? null
                : Arrays.stream(UserView.Status.values())
                        .filter(status -> status.name().equals(name))
                        .findFirst()
                        .orElseThrow(() -> ProblemException.malformed("status", "must be ACTIVE or DEACTIVATED"));
    }

    @GetMapping("/{id}")
    @Requires(AccessLevel.READ)
    ResponseEntity<UserView> show(@PathVariable String id, Caller caller, HttpServletRequest request) {
        UserView user = visible(id, caller, request);
        return ResponseEntity.ok().eTag(Reads.eTag(user.version())).body(user);
    }

    /** Also of one who has left: by the identifier alone. */
    @GetMapping("/{id}/ownership")
    @Requires(AccessLevel.READ)
    OwnershipView ownership(@PathVariable String id, Caller caller, HttpServletRequest request) {
        position.await(request, DirectoryTables.PROJECTION);
        UserView user = directory.user(Reads.identifier(id), caller.tenant()).orElse(null);
        OwnershipView view = ownership.of(id, user, caller.tenant());
        if (user == null && (view.isEmpty() || caller.tenant() != null)) {
            throw Reads.nothingHere();
        }
        return view;
    }

    private UserView visible(String id, Caller caller, HttpServletRequest request) {
        position.await(request, DirectoryTables.PROJECTION);
        return directory.user(Reads.identifier(id), caller.tenant()).orElseThrow(Reads::nothingHere);
    }
}
