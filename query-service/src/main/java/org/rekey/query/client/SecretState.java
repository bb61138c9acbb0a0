package org.rekey.query.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.secret.RetiredReason;

/** How a secret is at an instant, whether or not its end has been put on record. Instants are half-open. */
enum SecretState {
    ACTIVE,
    RETIRING,
    RETIRED;

    static SecretState of(@Nullable RetiredReason reason, @Nullable Instant validUntil) {
        if (reason != null) {
            return RETIRED;
        }
        return validUntil == null ? ACTIVE : RETIRING;
    }

    /** A grace period never ends after the expiry of its secret, so it is what ended it. */
    static @Nullable RetiredReason reasonAt(
            Instant now, @Nullable RetiredReason recorded, @Nullable Instant expiresAt, @Nullable Instant validUntil) {
        if (recorded != null) {
            return recorded;
        }
        if (validUntil != null && !now.isBefore(validUntil)) {
            return RetiredReason.ROTATED;
        }
        return expiresAt != null && !now.isBefore(expiresAt) ? RetiredReason.EXPIRED : null;
    }
}
