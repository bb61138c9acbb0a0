package org.rekey.domain.token;

import java.time.Instant;
import org.rekey.domain.ClientId;

/**
 * One token is no longer active.
 *
 * @param expiresAt from when on nobody needs to remember this
 */
public record TokenRevoked(TokenId tokenId, ClientId clientId, Instant expiresAt) implements TokenEvent {}
