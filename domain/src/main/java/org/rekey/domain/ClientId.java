package org.rekey.domain;

import java.util.regex.Pattern;

/** {@code client_id} (RFC 6749 section 2.2): public, unique, case-sensitive, never used twice. */
public record ClientId(String value) implements TextValue {

    private static final Pattern CHOSEN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._~@+-]{0,127}");

    /** An identifier from outside; refused unless it is 1 to 128 characters that need no escaping anywhere. */
    public static ClientId chosen(String value) {
        if (!CHOSEN.matcher(value).matches()) {
            throw Refusal.rule(
                    "clientId", "must be 1 to 128 letters, digits or . _ ~ @ + - and start with a letter or a digit");
        }
        return new ClientId(value);
    }

    public String stream() {
        return "client:" + value;
    }

    @Override
    public String toString() {
        return value;
    }
}
