package org.rekey.domain.api;

import java.util.regex.Pattern;
import org.rekey.domain.Refusal;
import org.rekey.domain.TextValue;

/** Names a protected API in the catalogue and in scopes, as in {@code asset-listing}. */
public record ApiKey(String value) implements TextValue {

    private static final Pattern FORM = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final int LONGEST = 64;

    public static ApiKey parse(String value) {
        if (value.length() > LONGEST || !FORM.matcher(value).matches()) {
            throw Refusal.rule("key", "must be 1 to 64 small letters, digits and single hyphens between them");
        }
        return new ApiKey(value);
    }

    public String stream() {
        return "api:" + value;
    }

    @Override
    public String toString() {
        return value;
    }
}
