package org.rekey.token.exposure;

import org.jspecify.annotations.Nullable;
import org.rekey.token.client.Origin;

/**
 * What may be a secret, where it should not be.
 *
 * @param clientId whose it is said to be; null when nobody says so
 * @param where as in {@code the query of POST /oauth2/token}
 */
public record Sighting(@Nullable String clientId, String secret, String where, Origin origin) {

    /** Keeps the secret out of logs. */
    @Override
    public String toString() {
        return (clientId == null ? "somebody" : clientId) + " in " + where;
    }
}
