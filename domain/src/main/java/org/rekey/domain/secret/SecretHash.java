package org.rekey.domain.secret;

import org.rekey.domain.TextValue;

/**
 * What is kept of a secret: the name of the method, a colon, and the result. Made and compared by {@link SecretHasher}.
 */
public record SecretHash(String value) implements TextValue {

    /** Keeps hashes out of logs. */
    @Override
    public String toString() {
        return "SecretHash[" + value.substring(0, Math.max(0, value.indexOf(':'))) + "]";
    }
}
