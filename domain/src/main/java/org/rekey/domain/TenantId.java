package org.rekey.domain;

import java.util.regex.Pattern;

/** Who a client belongs to. Bound to the client on the server, never taken from a token request. */
public record TenantId(String value) implements TextValue {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

    public static TenantId parse(String value) {
        if (!FORM.matcher(value).matches()) {
            throw Refusal.rule("tenant", "must be 1 to 63 letters, digits or . _ - and start with a letter or a digit");
        }
        return new TenantId(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
