package org.rekey.domain.token;

/** What an access token looks like to its holder. */
public enum TokenFormat {
    /** A signed JSON Web Token (RFC 9068): anybody with the JWKS can check it. */
    JWT,
    /** Says nothing to its holder: introspection (RFC 7662) says it all. */
    OPAQUE
}
