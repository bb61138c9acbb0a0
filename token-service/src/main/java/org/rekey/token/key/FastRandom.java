package org.rekey.token.key;

import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;

/** Random bytes for the token path, many at a time: asking a secure source for single digits takes longer than signing. */
public final class FastRandom {

    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private final RandomGenerator source;

    public FastRandom(RandomGenerator source) {
        this.source = source;
    }

    public byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        source.nextBytes(bytes);
        return bytes;
    }

    /** Letters and digits, evenly distributed: six bits each, and those that do not fit are left out. */
    public String text(int length) {
        byte[] text = new byte[length];
        int filled = 0;
        while (filled < length) {
            byte[] random = bytes(length + length / 4);
            for (int i = 0; i < random.length && filled < length; i++) {
                int six = random[i] & 63;
                if (six < ALPHABET.length()) {
                    text[filled++] = (byte) ALPHABET.charAt(six);
                }
            }
        }
        return new String(text, StandardCharsets.ISO_8859_1);
    }
}
