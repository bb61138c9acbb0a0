package org.rekey.domain.client;

import org.rekey.domain.ClientId;

/** Changes its name, description or extensions. */
public record DescribeClient(ClientId clientId, ClientProfile profile) implements ClientCommand {}
