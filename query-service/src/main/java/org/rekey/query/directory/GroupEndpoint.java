package org.rekey.query.directory;

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
@RequestMapping(path = "/api/v1/groups", produces = MediaType.APPLICATION_JSON_VALUE)
class GroupEndpoint {

    private final DirectoryQueries directory;
    private final RekeyPosition position;

    GroupEndpoint(DirectoryQueries directory, RekeyPosition position) {
        this.directory = directory;
        this.position = position;
    }

    @GetMapping
    @Requires(AccessLevel.READ)
    Page<GroupView> list(
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String tenant,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor,
            Caller caller,
            HttpServletRequest request) {
        NamedList list = NamedList.of(caller, q, tenant);
        Paging paging = Paging.of("groups " + list, limit, cursor);
        position.await(request, DirectoryTables.PROJECTION);
        return directory.groupsByName(list, paging);
    }

    @GetMapping("/{id}")
    @Requires(AccessLevel.READ)
    ResponseEntity<GroupView> show(@PathVariable String id, Caller caller, HttpServletRequest request) {
        GroupView group = visible(id, caller, request);
        return ResponseEntity.ok().eTag(Reads.eTag(group.version())).body(group);
    }

    @GetMapping("/{id}/members")
    @Requires(AccessLevel.READ)
    Page<GroupView.Member> members(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor,
            Caller caller,
            HttpServletRequest request) {
        Paging paging = Paging.of("members " + id, limit, cursor);
        return directory.membersOf(visible(id, caller, request).id(), paging);
    }

    private GroupView visible(String id, Caller caller, HttpServletRequest request) {
        position.await(request, DirectoryTables.PROJECTION);
        return directory.group(Reads.identifier(id), caller.tenant()).orElseThrow(Reads::nothingHere);
    }
}
