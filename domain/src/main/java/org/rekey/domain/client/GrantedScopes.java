package org.rekey.domain.client;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.rekey.domain.Refusal;
import org.rekey.domain.api.AccessLevel;
import org.rekey.domain.api.ApiKey;
import org.rekey.domain.api.Catalogue;

/**
 * What a client may ask for.
 *
 * @param all every level of every API, those registered later included, but not Rekey's own: these are always named
 * @param grants the levels of single APIs
 */
public record GrantedScopes(boolean all, List<Grant> grants) {

    public GrantedScopes {
        grants = List.copyOf(grants);
    }

    public static GrantedScopes everything() {
        return new GrantedScopes(true, List.of());
    }

    public static GrantedScopes of(List<Grant> grants) {
        return new GrantedScopes(false, grants);
    }

    /** An access level can be granted only where the API offers it. */
    void check(Catalogue catalogue) {
        Set<ApiKey> seen = new HashSet<>();
        for (Grant grant : grants) {
            if (!seen.add(grant.api())) {
                throw Refusal.rule("scopes", "the API '" + grant.api() + "' is named twice");
            }
            checkOffered(grant, catalogue.offeredBy(grant.api()));
        }
    }

    private static void checkOffered(Grant grant, Set<AccessLevel> offered) {
        if (offered.isEmpty()) {
            throw Refusal.rule("scopes", "there is no API '" + grant.api() + "'");
        }
        for (AccessLevel level : grant.access()) {
            if (!offered.contains(level)) {
                throw Refusal.rule("scopes", "the API '" + grant.api() + "' does not offer " + level);
            }
        }
    }
}
