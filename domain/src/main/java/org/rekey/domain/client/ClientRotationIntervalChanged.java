package org.rekey.domain.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.ClientId;
import org.rekey.domain.secret.RotationInterval;
import org.rekey.domain.secret.SecretId;

/**
 * Its secrets live longer or shorter.
 *
 * @param current the newest secret, which now expires at {@code expiresAt}; null when it does not expire
 */
public record ClientRotationIntervalChanged(
        ClientId clientId,
        RotationInterval rotationInterval,
        SecretId current,
        @Nullable Instant expiresAt) implements ClientEvent {}
