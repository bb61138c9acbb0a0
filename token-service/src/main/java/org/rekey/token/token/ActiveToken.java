package org.rekey.token.token;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rekey.token.client.Access;
import org.rekey.token.client.TokenClient;

/**
 * A token that is good at this moment, with what its client may do now.
 *
 * @param jkt the thumbprint of the key that it is bound to, so that it is no bearer token (RFC 9449); null if it is one
 * @param access the scopes that it was issued with and that are still granted; never none
 */
public record ActiveToken(
        TokenClient client,
        Access access,
        String jti,
        String credentialId,
        long issuedAt,
        long expiresAt,
        @Nullable String jkt) {

    public String clientId() {
        return client.id();
    }

    /** The person as whom the client acts; null if it acts as itself. */
    public @Nullable String userId() {
        return client.userId();
    }

    public @Nullable String tenant() {
        return client.tenant();
    }

    public List<String> scopes() {
        return access.scopes();
    }

    public List<String> audiences() {
        return access.audiences();
    }

    public Instant expiry() {
        return Instant.ofEpochSecond(expiresAt);
    }
}
