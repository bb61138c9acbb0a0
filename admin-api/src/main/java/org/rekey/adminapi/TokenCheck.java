package org.rekey.adminapi;

import org.jspecify.annotations.Nullable;

/** Asks whether a token is active and meant for Rekey's own API {@code rekey}. */
public interface TokenCheck {

    /** @return null when the token is not active, not known, or for somebody else: callers are not told which */
    @Nullable
    Caller check(String bearerToken);
}
