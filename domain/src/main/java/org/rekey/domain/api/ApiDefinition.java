package org.rekey.domain.api;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the catalogue says of an API.
 *
 * @param access the levels it offers
 * @param scopes scope names of its own choosing, by level; others are {@code <key>.<level>}
 * @param audience the URI that stands in tokens as {@code aud}; the key when there is none
 * @param endpoints the operations of each level
 */
public record ApiDefinition(
        String name,
        Set<AccessLevel> access,
        Map<AccessLevel, String> scopes,
        @Nullable String audience,
        List<Endpoint> endpoints) {

    public ApiDefinition {
        access = access.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(access));
        scopes = scopes.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(scopes));
        endpoints = List.copyOf(endpoints);
    }

    /** The scope (RFC 6749 section 3.3) that grants this level. */
    public String scopeOf(ApiKey key, AccessLevel level) {
        return scopes.getOrDefault(level, key + "." + level.suffix());
    }

    public String audienceOr(ApiKey key) {
        return audience == null ? key.value() : audience;
    }
}
