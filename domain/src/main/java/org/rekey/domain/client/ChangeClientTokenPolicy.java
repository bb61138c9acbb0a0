package org.rekey.domain.client;

import org.rekey.domain.ClientId;
import org.rekey.domain.token.TokenPolicy;

/** Changes how it gets tokens from now on. */
public record ChangeClientTokenPolicy(ClientId clientId, TokenPolicy tokenPolicy) implements ClientCommand {}
