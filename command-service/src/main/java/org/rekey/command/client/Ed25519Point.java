package org.rekey.command.client;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Set;

/** Public keys of Ed25519 (RFC 8032 section 5.1.3). */
final class Ed25519Point {

    private static final int LENGTH = 32;
    private static final BigInteger P = BigInteger.ONE.shiftLeft(255).subtract(BigInteger.valueOf(19));

    private static final BigInteger OF_ORDER_8 =
            new BigInteger("05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826", 16);

    /** The points of small order: under such a key, signatures can be made up by anybody. */
    private static final Set<BigInteger> OF_SMALL_ORDER =
            Set.of(BigInteger.ZERO, BigInteger.ONE, P.subtract(BigInteger.ONE), OF_ORDER_8, P.subtract(OF_ORDER_8));

    private Ed25519Point() {}

    static boolean isUsable(byte[] encoded) {
        if (encoded.length != LENGTH) {
            return false;
        }
        byte[] bigEndian = new byte[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            bigEndian[i] = encoded[LENGTH - 1 - i];
        }
        boolean odd = (bigEndian[0] & 0x80) != 0;
        bigEndian[0] &= 0x7F;
        BigInteger y = new BigInteger(1, bigEndian);
        return y.compareTo(P) < 0 && !OF_SMALL_ORDER.contains(y) && isOnCurve(new EdECPoint(odd, y));
    }

    private static boolean isOnCurve(EdECPoint point) {
        try {
            Signature.getInstance("Ed25519")
                    .initVerify(KeyFactory.getInstance("Ed25519")
                            .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, point)));
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
