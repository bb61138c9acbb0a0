package org.rekey.domain.client;

import org.rekey.domain.ClientId;
import org.rekey.domain.key.KeyId;

/** Stops a key at once, and the tokens that it obtained. */
public record RetireClientKey(ClientId clientId, KeyId keyId) implements ClientCommand {}
