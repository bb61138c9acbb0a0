package org.rekey.token.view;

import java.time.Instant;

/**
 * Holds in memory what stands in the view. Told when a change is committed, and before anybody learns that the view has
 * come that far: from then on the old state must not be used. Must not fail.
 */
public interface ViewListener {

    default void clientCreated(String clientId) {}

    default void clientChanged(String clientId) {}

    default void apisChanged() {}

    default void keysChanged() {}

    default void tokenRevoked(String jti, Instant expiresAt) {}

    /** Changes may have been missed, or the tables were replaced. */
    default void everythingChanged() {}
}
