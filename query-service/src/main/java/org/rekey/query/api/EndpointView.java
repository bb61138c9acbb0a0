package org.rekey.query.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.api.AccessLevel;
import org.rekey.domain.api.Endpoint;

/** An operation of an API, in the form in which it is registered. */
public record EndpointView(
        String method,
        String path,
        AccessLevel access,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String authority) {

    public static EndpointView of(Endpoint endpoint) {
        return new EndpointView(endpoint.method(), endpoint.path(), endpoint.access(), endpoint.authority());
    }
}
