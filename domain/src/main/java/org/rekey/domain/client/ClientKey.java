package org.rekey.domain.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.key.KeyId;

/**
 * A key that a client authenticates with.
 *
 * @param expiresAt null when it does not expire
 */
public record ClientKey(KeyId id, @Nullable Instant expiresAt, boolean retired) {

    /** Half-open: at {@code expiresAt} it no longer works. */
    boolean worksAt(Instant instant) {
        return !retired && (expiresAt == null || instant.isBefore(expiresAt));
    }
}
