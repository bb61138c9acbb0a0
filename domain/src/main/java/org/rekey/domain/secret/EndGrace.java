package org.rekey.domain.secret;

import org.rekey.domain.ClientId;
import org.rekey.domain.Command;

/** Stops a secret before its grace period is over, because nobody uses it any more. Tokens that it obtained live on. */
public record EndGrace(ClientId clientId, SecretId secretId) implements Command {

    @Override
    public String stream() {
        return clientId.stream();
    }
}
