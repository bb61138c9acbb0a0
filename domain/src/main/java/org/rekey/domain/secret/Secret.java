package org.rekey.domain.secret;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One version of a client's secret.
 *
 * @param expiresAt the end of its rotation interval; null when it does not expire
 * @param validUntil the end of its grace period; null until it is rotated
 * @param exposed whether it has been seen where others may have kept it
 */
public record Secret(
        SecretId id,
        Instant issuedAt,
        @Nullable Instant expiresAt,
        @Nullable Instant validUntil,
        @Nullable RetiredReason retired,
        boolean exposed) {

    static Secret issued(SecretId id, Instant issuedAt, @Nullable Instant expiresAt) {
        return new Secret(id, issuedAt, expiresAt, null, null, false);
    }

    /** Half-open: at {@code expiresAt} and at {@code validUntil} it no longer works. */
    public boolean worksAt(Instant instant) {
        return retired == null && isBefore(instant, expiresAt) && isBefore(instant, validUntil);
    }

    private static boolean isBefore(Instant instant, @Nullable Instant bound) {
        return bound == null || instant.isBefore(bound);
    }

    Secret expiringAt(@Nullable Instant instant) {
        return new Secret(id, issuedAt, instant, validUntil, retired, exposed);
    }

    Secret validUntil(Instant instant) {
        return new Secret(id, issuedAt, expiresAt, instant, retired, exposed);
    }

    Secret retired(RetiredReason reason) {
        return new Secret(id, issuedAt, expiresAt, validUntil, reason, exposed);
    }

    Secret seenByOthers() {
        return new Secret(id, issuedAt, expiresAt, validUntil, retired, true);
    }
}
