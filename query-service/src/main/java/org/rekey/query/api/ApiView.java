package org.rekey.query.api;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.api.AccessLevel;

/** An API of the catalogue, in the form in which it is registered. */
record ApiView(
        String key,
        String name,
        Set<AccessLevel> access,
        Map<AccessLevel, String> scopes,
        @Nullable String audience,
        List<EndpointView> endpoints,
        boolean builtIn) {

    static ApiView of(CatalogueEntry entry) {
        return new ApiView(
                entry.key().value(),
                entry.definition().name(),
                entry.definition().access(),
                entry.definition().scopes(),
                entry.definition().audience(),
                entry.definition().endpoints().stream().map(EndpointView::of).toList(),
                entry.builtIn());
    }
}
