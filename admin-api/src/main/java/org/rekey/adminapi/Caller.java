package org.rekey.adminapi;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who calls, as the token says.
 *
 * @param userId the person as whom the client acts; null when it acts as itself
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

    public boolean has(String scope) {
        return scopes.contains(scope);
    }
}
