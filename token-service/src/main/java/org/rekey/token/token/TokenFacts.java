package org.rekey.token.token;

import org.jspecify.annotations.Nullable;

/**
 * What a token says of itself, whoever it is.
 *
 * @param credentialId the secret or key that obtained it: {@code sid}
 * @param scope as granted when it was issued
 * @param issuedAt in seconds since 1970
 * @param expiresAt in seconds since 1970
 * @param resource the URIs of the APIs that it is for, with a blank between them (RFC 8707); null for all of its scopes'
 * @param jkt the thumbprint of the key that it is bound to (RFC 9449 section 6); null for a bearer token
 * @param origin how far the log had come when it was issued; null of a token from an earlier version
 */
record TokenFacts(
        String jti,
        String clientId,
        String credentialId,
        String scope,
        long issuedAt,
        long expiresAt,
        @Nullable String resource,
        @Nullable String jkt,
        @Nullable String origin) {

    /** Whether an API of this audience may accept it. */
    boolean isFor(String audience) {
        if (resource == null) {
            return true;
        }
        int at = resource.indexOf(audience);
        while (at >= 0) {
            int end = at + audience.length();
            boolean begins = at == 0 || resource.charAt(at - 1) == ' ';
            if (begins && (end == resource.length() || resource.charAt(end) == ' ')) {
                return true;
            }
            at = resource.indexOf(audience, at + 1);
        }
        return false;
    }
}
