package org.rekey.query.client;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.secret.RetiredReason;
import org.rekey.domain.secret.SecretCaller;

/**
 * A key of a client, and who uses it.
 *
 * @param keyId the thumbprint (RFC 7638)
 * @param kid what the client itself calls it
 */
record KeyView(
        String keyId,
        @Nullable String kid,
        String kty,
        @Nullable String alg,
        SecretState state,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant lastUsedAt,
        long uses,
        @Nullable RetiredReason retiredReason,
        List<SecretCaller> callers,
        List<String> addresses,
        List<String> agents) {

    /** As it stands in the database. */
    record Row(
            String keyId,
            @Nullable String kid,
            String kty,
            @Nullable String alg,
            Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable RetiredReason retiredReason,
            @Nullable Instant lastUsedAt,
            long uses,
            List<SecretCaller> callers) {

        KeyView at(Instant now) {
            RetiredReason reason = SecretState.reasonAt(now, retiredReason, expiresAt, null);
            return new KeyView(
                    keyId,
                    kid,
                    kty,
                    alg,
                    SecretState.of(reason, null),
                    createdAt,
                    expiresAt,
                    lastUsedAt,
                    uses,
                    reason,
                    callers,
                    Callers.addresses(callers),
                    Callers.agents(callers));
        }
    }
}
