package org.rekey.token.exposure;

import org.rekey.token.client.Origin;

/**
 * What may be a secret, where it should not be.
 *
 * @param where as in {@code the query of POST /oauth2/token}
 */
public record Sighting(String clientId, String secret, String where, Origin origin) {

    /** Keeps the secret out of logs. */
    @Override
    public String toString() {
        return clientId + " in " + where;
    }
}
