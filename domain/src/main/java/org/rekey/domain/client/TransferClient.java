package org.rekey.domain.client;

import org.jspecify.annotations.Nullable;
import org.rekey.domain.ClientId;
import org.rekey.domain.UserId;

/** Makes somebody else answer for a client. */
public record TransferClient(ClientId clientId, @Nullable UserId owner) implements ClientCommand {}
