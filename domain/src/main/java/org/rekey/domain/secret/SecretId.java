package org.rekey.domain.secret;

import org.rekey.domain.TextValue;

/** Names one version of a client's secret. Public: it stands in tokens as {@code sid}. */
public record SecretId(String value) implements TextValue {

    @Override
    public String toString() {
        return value;
    }
}
