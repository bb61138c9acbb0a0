package org.rekey.domain.client;

import org.rekey.domain.ClientId;

/** It is off: no token is issued, and live ones are inactive. */
public record ClientSuspended(ClientId clientId) implements ClientEvent {}
