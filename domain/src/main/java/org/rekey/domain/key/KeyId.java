package org.rekey.domain.key;

import org.rekey.domain.TextValue;

/** {@code kid} (RFC 7517 section 4.5). */
public record KeyId(String value) implements TextValue {

    public String stream() {
        return "key:" + value;
    }

    @Override
    public String toString() {
        return value;
    }
}
