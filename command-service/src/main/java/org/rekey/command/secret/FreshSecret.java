package org.rekey.command.secret;

import org.rekey.domain.secret.SecretHash;
import org.rekey.domain.secret.SecretId;

/** A secret in clear: it lives in the stack frame that makes the answer, and nowhere else. */
public record FreshSecret(SecretId id, String text, SecretHash hash) {

    @Override
    public String toString() {
        return "FreshSecret[" + id + "]";
    }
}
