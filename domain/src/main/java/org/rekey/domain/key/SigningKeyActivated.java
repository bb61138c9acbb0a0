package org.rekey.domain.key;

import java.time.Instant;

/**
 * A key stands in the JWKS from now on, and signs from {@code signsFrom}.
 *
 * @param publicJwk the public key as a JSON Web Key (RFC 7517)
 */
public record SigningKeyActivated(KeyId keyId, SigningAlgorithm algorithm, String publicJwk, Instant signsFrom)
        implements KeyEvent {}
