package org.rekey.domain.client;

import org.jspecify.annotations.Nullable;
import org.rekey.domain.ClientId;
import org.rekey.domain.UserId;

/**
 * Somebody else answers for a client.
 *
 * @param owner null when nobody does any more
 */
public record ClientTransferred(ClientId clientId, @Nullable UserId owner) implements ClientEvent {}
