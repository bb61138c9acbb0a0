package org.rekey.domain.key;

import java.time.Instant;
import org.rekey.domain.Command;

/** Publishes a key that signs from {@code signsFrom}. The private key is not part of this: it never enters the log. */
public record ActivateSigningKey(KeyId keyId, SigningAlgorithm algorithm, String publicJwk, Instant signsFrom)
        implements Command {

    @Override
    public String stream() {
        return keyId.stream();
    }
}
