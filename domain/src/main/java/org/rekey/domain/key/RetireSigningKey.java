package org.rekey.domain.key;

import org.rekey.domain.Command;

/** Takes a key out of the JWKS. */
public record RetireSigningKey(KeyId keyId) implements Command {

    @Override
    public String stream() {
        return keyId.stream();
    }
}
