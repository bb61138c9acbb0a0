package org.rekey.domain.token;

import org.rekey.domain.TextValue;

/** {@code jti} (RFC 7519 section 4.1.7). */
public record TokenId(String value) implements TextValue {

    public String stream() {
        return "token:" + value;
    }

    @Override
    public String toString() {
        return value;
    }
}
