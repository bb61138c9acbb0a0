package org.rekey.domain.secret;

import org.rekey.domain.ClientId;
import org.rekey.domain.Command;

/** Puts a new secret in the place of the current one, which goes on working for the grace period. */
public record RotateSecret(ClientId clientId, SecretId secretId, SecretHash hash, GracePeriod grace)
        implements Command {

    @Override
    public String stream() {
        return clientId.stream();
    }
}
