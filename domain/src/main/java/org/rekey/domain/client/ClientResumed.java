package org.rekey.domain.client;

import org.rekey.domain.ClientId;

/** It is on again. */
public record ClientResumed(ClientId clientId) implements ClientEvent {}
