package org.rekey.domain.client;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.rekey.domain.Refusal;
import org.rekey.domain.api.AccessLevel;
import org.rekey.domain.api.ApiDefinition;
import org.rekey.domain.api.ApiKey;
import org.rekey.domain.api.BuiltInApis;
import org.rekey.domain.api.Catalogue;

/**
 * What a client may ask for.
 *
 * @param all every level of every API, those registered later included, but not Rekey's own: these are always named
 * @param grants the levels of single APIs
 */
public record GrantedScopes(boolean all, List<Grant> grants) {

    public static final GrantedScopes NONE = new GrantedScopes(false, List.of());

    public GrantedScopes {
        grants = List.copyOf(grants);
    }

    public static GrantedScopes everything() {
        return new GrantedScopes(true, List.of());
    }

    public static GrantedScopes of(List<Grant> grants) {
        return new GrantedScopes(false, grants);
    }

    /** What any of these grants. */
    public static GrantedScopes union(Collection<GrantedScopes> parts) {
        Map<ApiKey, Set<AccessLevel>> levels = new TreeMap<>(Comparator.comparing(ApiKey::value));
        for (GrantedScopes part : parts) {
            for (Grant grant : part.grants) {
                levels.computeIfAbsent(grant.api(), api -> EnumSet.noneOf(AccessLevel.class))
                        .addAll(grant.access());
            }
        }
        List<Grant> grants = levels.entrySet().stream()
                .map(entry -> new Grant(entry.getKey(), entry.getValue()))
                .toList();
        return new GrantedScopes(parts.stream().anyMatch(GrantedScopes::all), grants);
    }

    /** What of it the APIs of a catalogue offer, in the order of the grants. */
    public List<Grant> under(SortedMap<String, ApiDefinition> catalogue) {
        List<Grant> effective = new ArrayList<>();
        for (Grant grant : all ? everythingIn(catalogue) : grants) {
            ApiDefinition definition = catalogue.get(grant.api().value());
            Set<AccessLevel> offered = EnumSet.copyOf(grant.access());
            offered.retainAll(definition == null ? Set.of() : definition.access());
            if (!offered.isEmpty()) {
                effective.add(new Grant(grant.api(), offered));
            }
        }
        return effective;
    }

    private List<Grant> everythingIn(SortedMap<String, ApiDefinition> catalogue) {
        List<Grant> every = new ArrayList<>();
        catalogue.forEach((key, definition) -> {
            ApiKey api = new ApiKey(key);
            if (!BuiltInApis.contains(api)) {
                every.add(new Grant(api, definition.access()));
            }
        });
        grants.stream().filter(grant -> BuiltInApis.contains(grant.api())).forEach(every::add);
        return every;
    }

    /** An access level can be granted only where the API offers it. */
    public void check(String field, Catalogue catalogue) {
        Set<ApiKey> seen = new HashSet<>();
        for (Grant grant : grants) {
            if (!seen.add(grant.api())) {
                throw Refusal.rule(field, "the API '" + grant.api() + "' is named twice");
            }
            checkOffered(field, grant, catalogue.offeredBy(grant.api()));
        }
    }

    private static void checkOffered(String field, Grant grant, Set<AccessLevel> offered) {
        if (offered.isEmpty()) {
            throw Refusal.rule(field, "there is no API '" + grant.api() + "'");
        }
        for (AccessLevel level : grant.access()) {
            if (!offered.contains(level)) {
                throw Refusal.rule(field, "the API '" + grant.api() + "' does not offer " + level);
            }
        }
    }
}
