package org.rekey.adminapi;

import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.api.AccessLevel;
import org.rekey.domain.api.BuiltInApis;

/**
 * Who calls, as the token says, or the session.
 *
 * @param clientId of a session {@code console:} and the person: no client is called so, and no two people share it
 * @param userId the person as whom the client acts, or who is signed in; null when the client acts as itself
 * @param tenant the one tenant that the caller may see and change; null when it is bound to none
 */
public record Caller(
        String clientId,
        Set<String> scopes,
        @Nullable String tenant,
        @Nullable String userId) {

    public Caller {
        scopes = Set.copyOf(scopes);
    }

    /** Those over Rekey itself. */
    public Set<String> ownScopes() {
        return scopes.stream().filter(BuiltInApis::isOwnScope).collect(Collectors.toUnmodifiableSet());
    }

    public boolean has(String scope) {
        return scopes.contains(scope);
    }

    /** With Rekey itself. */
    public boolean may(AccessLevel level) {
        return has(AccessLevels.scopeOf(level));
    }
}
