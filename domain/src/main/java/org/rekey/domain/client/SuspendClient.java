package org.rekey.domain.client;

import org.rekey.domain.ClientId;

/** Switches it off. */
public record SuspendClient(ClientId clientId) implements ClientCommand {}
