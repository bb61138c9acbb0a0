package org.rekey.query.audit;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.rekey.adminapi.Caller;
import org.rekey.adminapi.Page;
import org.rekey.adminapi.Paging;
import org.rekey.adminapi.RekeyPosition;
import org.rekey.adminapi.Requires;
import org.rekey.domain.api.AccessLevel;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class AuditEndpoint {

    private final AuditQueries queries;
    private final RekeyPosition position;

    AuditEndpoint(AuditQueries queries, RekeyPosition position) {
        this.queries = queries;
        this.position = position;
    }

    @GetMapping(path = "/api/v1/audit", produces = MediaType.APPLICATION_JSON_VALUE)
    @Requires(AccessLevel.READ)
    Page<AuditItem> list(
            @RequestParam(required = false) @Nullable String client,
            @RequestParam(required = false) @Nullable String actor,
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor,
            Caller caller,
            HttpServletRequest request) {
        AuditFilter filter = AuditFilter.of(caller, client, actor, type, from, to);
        Paging paging = Paging.of("audit " + filter, limit, cursor);
        position.await(request, AuditProjection.NAME);
        Page<AuditItem> page = queries.actsNewestFirst(filter, paging);
        return caller.may(AccessLevel.WRITE)
                ? page
                : new Page<>(page.items().stream().map(AuditItem::withoutUrls).toList(), page.next());
    }
}
