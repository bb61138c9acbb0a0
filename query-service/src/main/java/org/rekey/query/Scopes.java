package org.rekey.query;

import java.util.List;
import java.util.Set;
import org.rekey.domain.api.AccessLevel;
import org.rekey.domain.client.GrantedScopes;

/** Which APIs are meant, in the form in which it is asked for: {@code "all"}, or a list of {@code {api, access}}. */
public final class Scopes {

    public static final Object ALL = "all";

    private Scopes() {}

    public record Granted(String api, Set<AccessLevel> access) {}

    public static Object of(GrantedScopes scopes) {
        return scopes.all() ? ALL : grants(scopes);
    }

    private static List<Granted> grants(GrantedScopes scopes) {
        return scopes.grants().stream()
                .map(grant -> new Granted(grant.api().value(), grant.access()))
                .toList();
    }
}
