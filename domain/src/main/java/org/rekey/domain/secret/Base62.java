package org.rekey.domain.secret;

import java.math.BigInteger;
import java.util.random.RandomGenerator;

/** Digits, capitals, small letters: what survives every URL, header, form and double click. */
public final class Base62 {

    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final BigInteger BASE = BigInteger.valueOf(ALPHABET.length());

    private Base62() {}

    /** The number with the most significant digit first, padded with zeros to the length. */
    static String encode(BigInteger number, int length) {
        char[] text = new char[length];
        BigInteger rest = number;
        for (int i = length - 1; i >= 0; i--) {
            BigInteger[] division = rest.divideAndRemainder(BASE);
            text[i] = ALPHABET.charAt(division[1].intValue());
            rest = division[0];
        }
        return new String(text);
    }

    /** An identifier of evenly distributed characters; 22 of them hold more than 128 bits. */
    public static String random(RandomGenerator random, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }
}
