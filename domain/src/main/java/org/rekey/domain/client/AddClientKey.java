package org.rekey.domain.client;

import org.rekey.domain.ClientId;
import org.rekey.domain.key.KeyId;

/**
 * Lets it authenticate with a key of its own (RFC 7523), beside its secrets.
 *
 * @param keyId the thumbprint of the key (RFC 7638)
 * @param publicJwk the public key as a JSON Web Key (RFC 7517), with nothing private in it
 */
public record AddClientKey(ClientId clientId, KeyId keyId, String publicJwk) implements ClientCommand {}
