package org.rekey.domain.key;

/** A key left the JWKS: no token that it signed is accepted any more. */
public record SigningKeyRetired(KeyId keyId) implements KeyEvent {}
