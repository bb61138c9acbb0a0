package org.rekey.domain.secret;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.ClientId;

/**
 * The first secret of a client.
 *
 * @param expiresAt null when it does not expire
 */
public record SecretIssued(
        ClientId clientId,
        SecretId secretId,
        SecretHash hash,
        @Nullable Instant expiresAt) implements SecretEvent {}
