package org.rekey.domain.secret;

import org.rekey.domain.ClientId;
import org.rekey.domain.Command;

/** Stops a secret: at once when it is revoked, and as a matter of record when its time is over. */
public record RetireSecret(ClientId clientId, SecretId secretId, RetiredReason reason) implements Command {

    @Override
    public String stream() {
        return clientId.stream();
    }
}
