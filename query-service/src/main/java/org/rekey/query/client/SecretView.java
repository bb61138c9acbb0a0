package org.rekey.query.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.secret.RetiredReason;
import tools.jackson.databind.JsonNode;

/**
 * One version of a client's secret, and who uses it.
 *
 * @param exposedAt when it was seen where others may have kept it
 * @param addresses from where it was used last
 * @param agents the programs that used it last
 */
record SecretView(
        String secretId,
        SecretState state,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant validUntil,
        @Nullable Instant lastUsedAt,
        long uses,
        @Nullable RetiredReason retiredReason,
        @Nullable Instant exposedAt,
        JsonNode addresses,
        JsonNode agents) {

    /** As it stands in the database. */
    record Row(
            String secretId,
            Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable Instant validUntil,
            @Nullable RetiredReason retiredReason,
            @Nullable Instant exposedAt,
            @Nullable Instant lastUsedAt,
            long uses,
            JsonNode addresses,
            JsonNode agents) {

        SecretView at(Instant now) {
            RetiredReason reason = SecretState.reasonAt(now, retiredReason, expiresAt, validUntil);
            return new SecretView(
                    secretId,
                    SecretState.of(reason, validUntil),
                    createdAt,
                    expiresAt,
                    validUntil,
                    lastUsedAt,
                    uses,
                    reason,
                    exposedAt,
                    addresses,
                    agents);
        }
    }
}
