package org.rekey.domain.secret;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * The form of a secret: {@code rk_}, 256 random bits in base62, and a checksum, so that scanners recognise a leaked one
 * and a mistyped one is told apart without a look-up. Only letters, digits and an underscore: no encoding ever changes it.
 */
public final class SecretText {

    private static final String PREFIX = "rk_";
    private static final int RANDOM_CHARACTERS = 43;
    private static final int CHECKSUM_CHARACTERS = 6;
    private static final int LENGTH = PREFIX.length() + RANDOM_CHARACTERS + CHECKSUM_CHARACTERS;

    private static final Pattern FORM =
            Pattern.compile(PREFIX + "[0-9A-Za-z]{" + (RANDOM_CHARACTERS + CHECKSUM_CHARACTERS) + "}");
    private static final int MOST_IN_A_TEXT = 4;

    private SecretText() {}

    public static String generate(RandomGenerator random) {
        byte[] bits = new byte[32];
        random.nextBytes(bits);
        String body = PREFIX + Base62.encode(new BigInteger(1, bits), RANDOM_CHARACTERS);
        return body + checksum(body);
    }

    /** Whether the text has the form of a secret that Rekey made, checksum included. */
    public static boolean isWellFormed(String text) {
        if (text.length() != LENGTH || !text.startsWith(PREFIX)) {
            return false;
        }
        int end = LENGTH - CHECKSUM_CHARACTERS;
        return checksum(text.substring(0, end)).equals(text.substring(end));
    }

    /** Those that stand in a text, at most four. Cheap for a text that has none. */
    public static List<String> allIn(String text) {
        if (text.indexOf(PREFIX) < 0) {
            return List.of();
        }
        return FORM.matcher(text)
                .results()
                .map(MatchResult::group)
                .filter(SecretText::isWellFormed)
                .distinct()
                .limit(MOST_IN_A_TEXT)
                .toList();
    }

    /** The text with a mark in the place of each, whatever its checksum. */
    public static String hiddenIn(String text) {
        return text.indexOf(PREFIX) < 0 ? text : FORM.matcher(text).replaceAll("…");
    }

    private static String checksum(String body) {
        CRC32 crc = new CRC32();
        crc.update(body.getBytes(StandardCharsets.UTF_8));
        return Base62.encode(BigInteger.valueOf(crc.getValue()), CHECKSUM_CHARACTERS);
    }
}
