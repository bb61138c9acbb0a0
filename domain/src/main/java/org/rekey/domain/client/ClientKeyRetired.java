package org.rekey.domain.client;

import org.rekey.domain.ClientId;
import org.rekey.domain.key.KeyId;

/** A key works no longer, nor does any token that it obtained. */
public record ClientKeyRetired(ClientId clientId, KeyId keyId) implements ClientEvent {}
