package org.rekey.domain.client;

import org.rekey.domain.ClientId;

/** Its name, description or extensions changed. */
public record ClientDescribed(ClientId clientId, ClientProfile profile) implements ClientEvent {}
