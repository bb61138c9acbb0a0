package org.rekey.token.token;

/**
 * What a token says of itself, whoever it is.
 *
 * @param scope as granted when it was issued
 * @param issuedAt in seconds since 1970
 * @param expiresAt in seconds since 1970
 */
record TokenFacts(String jti, String clientId, String secretId, String scope, long issuedAt, long expiresAt) {}
