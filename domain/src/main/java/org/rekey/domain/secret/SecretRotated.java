package org.rekey.domain.secret;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.ClientId;

/**
 * A new secret took the place of the previous one.
 *
 * @param expiresAt when the new one expires; null when it does not
 * @param previousValidUntil until when the previous one goes on working; null when it had been retired before
 * @param endGraceWhenSafe whether that may be sooner, as soon as nobody uses it any more; null for no
 */
public record SecretRotated(
        ClientId clientId,
        SecretId previous,
        SecretId current,
        SecretHash hash,
        @Nullable Instant expiresAt,
        @Nullable Instant previousValidUntil,
        @Nullable Boolean endGraceWhenSafe)
        implements SecretEvent {}
