package org.rekey.token.key;

import java.math.BigInteger;

/** The first check of an ECDSA signature: r and s are from 1 to the order of the curve less 1. */
final class EcdsaRange {

    private EcdsaRange() {}

    /** @param signature r and s, one behind the other and of the same length (RFC 7518 section 3.4) */
    static boolean contains(BigInteger order, byte[] signature) {
        int half = signature.length / 2;
        return signature.length % 2 == 0
                && contains(order, new BigInteger(1, signature, 0, half))
                && contains(order, new BigInteger(1, signature, half, half));
    }

    private static boolean contains(BigInteger order, BigInteger number) {
        return number.signum() > 0 && number.compareTo(order) < 0;
    }
}
