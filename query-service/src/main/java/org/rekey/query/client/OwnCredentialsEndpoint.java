package org.rekey.query.client;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import org.rekey.adminapi.Caller;
import org.rekey.adminapi.ForPeople;
import org.rekey.adminapi.RekeyPosition;
import org.rekey.adminapi.Requires;
import org.rekey.domain.api.AccessLevel;
import org.rekey.query.Reads;
import org.rekey.query.api.CatalogueEntry;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(path = "/api/v1", produces = MediaType.APPLICATION_JSON_VALUE)
class OwnCredentialsEndpoint {

    private final OwnCredentialsQueries credentials;
    private final RekeyPosition position;

    OwnCredentialsEndpoint(OwnCredentialsQueries credentials, RekeyPosition position) {
        this.credentials = credentials;
        this.position = position;
    }

    @GetMapping("/users/{id}/api-credentials")
    @Requires(AccessLevel.READ)
    OwnCredentialsView ofUser(@PathVariable String id, Caller caller, HttpServletRequest request) {
        return of(Reads.identifier(id), caller, request);
    }

    @GetMapping("/me/api-credentials")
    @ForPeople
    OwnCredentialsView mine(Caller caller, HttpServletRequest request) {
        return of(Objects.requireNonNull(caller.userId()), caller, request);
    }

    private OwnCredentialsView of(String user, Caller caller, HttpServletRequest request) {
        position.await(request, ClientProjection.NAME);
        position.await(request, CatalogueEntry.PROJECTION);
        return credentials.of(user, caller.tenant()).orElseThrow(Reads::nothingHere);
    }
}
