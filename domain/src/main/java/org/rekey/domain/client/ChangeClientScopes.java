package org.rekey.domain.client;

import org.rekey.domain.ClientId;

/** Changes what it may ask for. */
public record ChangeClientScopes(ClientId clientId, GrantedScopes scopes) implements ClientCommand {}
