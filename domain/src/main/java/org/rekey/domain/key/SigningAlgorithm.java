package org.rekey.domain.key;

/** JWS algorithms (RFC 7518 section 3.1, RFC 8037). */
public enum SigningAlgorithm {
    ES256,
    RS256,
    EdDSA
}
