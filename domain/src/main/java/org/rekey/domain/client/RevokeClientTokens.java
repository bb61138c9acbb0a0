package org.rekey.domain.client;

import org.rekey.domain.ClientId;

/** Makes every token issued to it so far inactive. */
public record RevokeClientTokens(ClientId clientId) implements ClientCommand {}
