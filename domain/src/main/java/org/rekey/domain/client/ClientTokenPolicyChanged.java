package org.rekey.domain.client;

import org.rekey.domain.ClientId;
import org.rekey.domain.token.TokenPolicy;

/** Tokens issued from now on follow another policy. */
public record ClientTokenPolicyChanged(ClientId clientId, TokenPolicy tokenPolicy) implements ClientEvent {}
