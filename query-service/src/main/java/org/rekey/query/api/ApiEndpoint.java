package org.rekey.query.api;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.rekey.adminapi.Page;
import org.rekey.adminapi.Paging;
import org.rekey.adminapi.RekeyPosition;
import org.rekey.adminapi.Requires;
import org.rekey.domain.api.AccessLevel;
import org.rekey.query.Reads;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = "/api/v1/apis", produces = MediaType.APPLICATION_JSON_VALUE)
class ApiEndpoint {

    private final ApiQueries queries;
    private final RekeyPosition position;

    ApiEndpoint(ApiQueries queries, RekeyPosition position) {
        this.queries = queries;
        this.position = position;
    }

    @GetMapping
    @Requires(AccessLevel.READ)
    Page<ApiView> list(
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor,
            HttpServletRequest request) {
        Paging paging = Paging.of("apis", limit, cursor);
        position.await(request, ApiProjection.NAME);
        return queries.apisByKey(paging);
    }

    @GetMapping("/{key}")
    @Requires(AccessLevel.READ)
    ResponseEntity<ApiView> show(@PathVariable String key, HttpServletRequest request) {
        position.await(request, ApiProjection.NAME);
        CatalogueEntry entry = queries.api(Reads.identifier(key)).orElseThrow(Reads::nothingHere);
        return ResponseEntity.ok().eTag(Reads.eTag(entry.version())).body(ApiView.of(entry));
    }
}
