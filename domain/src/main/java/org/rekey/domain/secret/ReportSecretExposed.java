package org.rekey.domain.secret;

import org.rekey.domain.ClientId;
import org.rekey.domain.Command;

/** Says that a secret has been seen where it may have been kept by others. */
public record ReportSecretExposed(ClientId clientId, SecretId secretId, String where) implements Command {

    @Override
    public String stream() {
        return clientId.stream();
    }
}
