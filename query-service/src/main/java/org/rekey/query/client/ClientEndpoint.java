package org.rekey.query.client;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rekey.adminapi.Caller;
import org.rekey.adminapi.Page;
import org.rekey.adminapi.Paging;
import org.rekey.adminapi.RekeyPosition;
import org.rekey.adminapi.Requires;
import org.rekey.domain.api.AccessLevel;
import org.rekey.query.Reads;
import org.rekey.query.api.CatalogueEntry;
import org.rekey.query.client.ResourceQueries.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = "/api/v1/clients", produces = MediaType.APPLICATION_JSON_VALUE)
class ClientEndpoint {

    record Resources(List<Resource> items) {}

    private final ClientQueries clients;
    private final ResourceQueries resources;
    private final RekeyPosition position;

    ClientEndpoint(ClientQueries clients, ResourceQueries resources, RekeyPosition position) {
        this.clients = clients;
        this.resources = resources;
        this.position = position;
    }

    @GetMapping
    @Requires(AccessLevel.READ)
    Page<ClientItem> list(
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String tenant,
            @RequestParam(required = false) @Nullable String owner,
            @RequestParam(required = false) @Nullable String orphaned,
            @RequestParam(required = false) @Nullable String restored,
            @RequestParam(required = false) @Nullable String sort,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor,
            Caller caller,
            HttpServletRequest request) {
        ClientFilter filter = ClientFilter.of(caller, q, status, tenant, owner, orphaned, restored);
        ClientOrder order = ClientOrder.parse(sort);
        Paging paging = Paging.of("clients " + filter + " " + order, limit, cursor);
        awaitBoth(request);
        return clients.clientsMatching(filter, order, paging);
    }

    /** The entity tag is for {@code If-Match}. Time and use change what is shown without it, so there is no 304. */
    @GetMapping("/{id}")
    @Requires(AccessLevel.READ)
    ClientView show(@PathVariable String id, Caller caller, HttpServletRequest request, HttpServletResponse response) {
        ClientView.Versioned client = visible(id, caller, request);
        response.setHeader(HttpHeaders.ETAG, Reads.eTag(client.version()));
        return client.view();
    }

    @GetMapping("/{id}/keys/{keyId}")
    @Requires(AccessLevel.READ)
    KeyView key(@PathVariable String id, @PathVariable String keyId, Caller caller, HttpServletRequest request) {
        return visible(id, caller, request).view().keys().stream()
                .filter(key -> key.keyId().equals(keyId))
                .findFirst()
                .orElseThrow(Reads::nothingHere);
    }

    private ClientView.Versioned visible(String id, Caller caller, HttpServletRequest request) {
        position.await(request, ClientProjection.NAME);
        return clients.client(Reads.identifier(id), caller.tenant()).orElseThrow(Reads::nothingHere);
    }

    @GetMapping("/{id}/apis")
    @Requires(AccessLevel.READ)
    Resources apis(@PathVariable String id, Caller caller, HttpServletRequest request) {
        awaitBoth(request);
        return new Resources(
                resources.apisOf(Reads.identifier(id), caller.tenant()).orElseThrow(Reads::nothingHere));
    }

    private void awaitBoth(HttpServletRequest request) {
        position.await(request, ClientProjection.NAME);
        position.await(request, CatalogueEntry.PROJECTION);
    }
}
