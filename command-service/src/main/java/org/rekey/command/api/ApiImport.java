package org.rekey.command.api;

import java.text.Normalizer;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rekey.adminapi.ProblemException;
import org.rekey.domain.api.AccessLevel;
import org.rekey.domain.api.ApiDefinition;
import org.rekey.domain.api.ApiKey;
import org.rekey.domain.api.Endpoint;

/**
 * A document that is to be what the catalogue says of an API.
 *
 * @param name what a new API is called; null for the title of the document
 * @param audience what a new API is known by in tokens
 */
record ApiImport(
        OpenApiDocument document,
        @Nullable String name,
        @Nullable String audience) {

    private static final int LONGEST_KEY = 64;

    ApiKey keyOr(@Nullable String chosen) {
        if (chosen != null) {
            return ApiKey.parse(chosen);
        }
        String made = Normalizer.normalize(document.title(), Normalizer.Form.NFD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\p{M}", "")
                .replaceAll("[^a-z0-9]+", "-");
        String cut = made.length() > LONGEST_KEY ? made.substring(0, LONGEST_KEY) : made;
        String key = cut.replaceAll("^-|-$", "");
        if (key.isEmpty()) {
            throw ProblemException.outOfRules("key", "must be given, because info.title has nothing to make one of");
        }
        return ApiKey.parse(key);
    }

    ApiDefinition registered() {
        String called = name == null ? document.title() : name;
        if (called.isEmpty()) {
            throw ProblemException.outOfRules("name", "must be given, because the document has no info.title");
        }
        return new ApiDefinition(called, levels(document.endpoints()), Map.of(), audience, document.endpoints());
    }

    private static Set<AccessLevel> levels(List<Endpoint> endpoints) {
        Set<AccessLevel> levels = EnumSet.noneOf(AccessLevel.class);
        endpoints.forEach(endpoint -> levels.add(endpoint.access()));
        return levels;
    }

    /** Its endpoints become those of the document; its levels grow, because they may have been granted. */
    ApiDefinition changed(ApiDefinition before, Warnings warnings) {
        List<Endpoint> endpoints = new Protection(before.endpoints(), warnings).over(document.described());
        Set<AccessLevel> levels = levels(endpoints);
        levels.addAll(before.access());
        ApiDefinition after = new ApiDefinition(before.name(), levels, before.scopes(), before.audience(), endpoints);
        warn(before, after, warnings);
        return after;
    }

    /** What a reader may have expected otherwise. */
    private void warn(ApiDefinition before, ApiDefinition after, Warnings warnings) {
        boolean keepsName = name != null && !name.equals(before.name());
        boolean keepsAudience = audience != null && !audience.equals(before.audience());
        if (keepsName || keepsAudience) {
            warnings.add("the API exists and keeps its name and audience: change them by PATCH");
        }
        Set<AccessLevel> more = EnumSet.copyOf(after.access());
        more.removeAll(before.access());
        if (!more.isEmpty()) {
            warnings.add("the API comes to offer " + more + ", which clients with all scopes have at once");
        }
    }

    static Map<String, Endpoint> byCall(List<Endpoint> endpoints) {
        Map<String, Endpoint> byCall = new LinkedHashMap<>();
        endpoints.forEach(endpoint -> byCall.put(call(endpoint), endpoint));
        return byCall;
    }

    static String call(Endpoint endpoint) {
        return endpoint.method() + " " + endpoint.path();
    }
}
