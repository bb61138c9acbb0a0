package org.rekey.domain.client;

import org.rekey.domain.ClientId;

/** Every token issued to it so far is inactive. */
public record ClientTokensRevoked(ClientId clientId) implements ClientEvent {}
