package org.rekey.token.key;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Base64url of which there is one way to write it: a changed last character is a changed token. */
public final class Strict {

    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

    private Strict() {}

    public static byte @Nullable [] base64Url(String text) {
        try {
            byte[] bytes = DECODER.decode(text);
            return ENCODER.encodeToString(bytes).equals(text) ? bytes : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
