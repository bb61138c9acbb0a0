package org.rekey.domain.secret;

/** Why a secret no longer works. */
public enum RetiredReason {
    /** A newer one took its place, and the grace period is over. */
    ROTATED,
    /** Its rotation interval is over. */
    EXPIRED,
    /** Somebody stopped it, as after a leak: tokens that it obtained are no longer active either. */
    REVOKED
}
