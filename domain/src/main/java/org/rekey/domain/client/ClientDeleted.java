package org.rekey.domain.client;

import org.rekey.domain.ClientId;

/** It is gone, for good. */
public record ClientDeleted(ClientId clientId) implements ClientEvent {}
