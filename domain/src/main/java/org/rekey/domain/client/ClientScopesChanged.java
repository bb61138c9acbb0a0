package org.rekey.domain.client;

import org.rekey.domain.ClientId;

/** It may ask for other scopes. */
public record ClientScopesChanged(ClientId clientId, GrantedScopes scopes) implements ClientEvent {}
