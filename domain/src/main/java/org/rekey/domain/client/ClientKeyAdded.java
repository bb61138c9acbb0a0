package org.rekey.domain.client;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.ClientId;
import org.rekey.domain.key.KeyId;

/**
 * It may authenticate with a key of its own.
 *
 * @param keyId the thumbprint of the key (RFC 7638)
 * @param publicJwk the public key as a JSON Web Key (RFC 7517)
 * @param expiresAt from when on it no longer does; null when it does not expire
 */
public record ClientKeyAdded(
        ClientId clientId,
        KeyId keyId,
        String publicJwk,
        @Nullable Instant expiresAt) implements ClientEvent {}
