package org.rekey.token.exposure;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.secret.SecretText;

/** Finds what has the form of a secret that Rekey made, anywhere in a text. */
public final class SecretsInText {

    private SecretsInText() {}

    public static List<String> in(@Nullable String text) {
        return text == null ? List.of() : SecretText.allIn(text);
    }

    /** The same, where characters may be escaped as in a URI. */
    static List<String> inEscaped(@Nullable String text) {
        return text == null || text.indexOf('%') < 0 ? in(text) : in(unescaped(text));
    }

    private static String unescaped(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return text;
        }
    }
}
