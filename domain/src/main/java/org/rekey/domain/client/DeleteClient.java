package org.rekey.domain.client;

import org.rekey.domain.ClientId;

/** Deletes it, for good. */
public record DeleteClient(ClientId clientId) implements ClientCommand {}
