package org.rekey.command.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.api.AccessLevel;
import org.rekey.domain.api.ApiDefinition;
import org.rekey.domain.api.ApiKey;
import org.rekey.domain.api.Endpoint;

/**
 * What an import made of an API, or would make of it.
 *
 * @param scopes those of its own choosing
 */
record Imported(
        String key,
        String name,
        Set<AccessLevel> access,
        Map<AccessLevel, String> scopes,
        @Nullable String audience,
        List<Item> endpoints,
        Changes changes,
        List<String> warnings,
        boolean applied) {

    record Item(
            String method,
            String path,
            AccessLevel access,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String authority) {

        static Item of(Endpoint endpoint) {
            return new Item(endpoint.method(), endpoint.path(), endpoint.access(), endpoint.authority());
        }
    }

    /** @param was what it was before */
    record Changed(
            String method,
            String path,
            AccessLevel access,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String authority,

            Item was) {}

    record Changes(List<Item> added, List<Item> removed, List<Changed> changed) {

        static Changes between(List<Endpoint> before, List<Endpoint> after) {
            Map<String, Endpoint> old = ApiImport.byCall(before);
            Map<String, Endpoint> now = ApiImport.byCall(after);
            return new Changes(without(now, old), without(old, now), changed(old, now));
        }

        private static List<Item> without(Map<String, Endpoint> these, Map<String, Endpoint> those) {
            return these.entrySet().stream()
                    .filter(entry -> !those.containsKey(entry.getKey()))
                    .map(entry -> Item.of(entry.getValue()))
                    .toList();
        }

        private static List<Changed> changed(Map<String, Endpoint> old, Map<String, Endpoint> now) {
            List<Changed> changed = new ArrayList<>();
            now.forEach((call, endpoint) -> {
                Endpoint was = old.get(call);
                if (was != null && !was.equals(endpoint)) {
                    changed.add(changed(Item.of(was), Item.of(endpoint)));
                }
            });
            return changed;
        }

        private static Changed changed(Item was, Item is) {
            return new Changed(is.method(), is.path(), is.access(), is.authority(), was);
        }
    }

    static Imported of(ApiKey key, List<Endpoint> before, ApiDefinition now, List<String> warnings, boolean applied) {
        return new Imported(
                key.value(),
                now.name(),
                now.access(),
                now.scopes(),
                now.audience(),
                now.endpoints().stream().map(Item::of).toList(),
                Changes.between(before, now.endpoints()),
                warnings,
                applied);
    }
}
