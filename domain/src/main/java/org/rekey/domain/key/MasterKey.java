package org.rekey.domain.key;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The one key from outside (32 bytes in Base64), of which every other key is derived by HKDF (RFC 5869): who holds only
 * the database holds no secret, no signing key and no token.
 */
public final class MasterKey {

    private static final int LENGTH = 32;

    private final byte[] pseudoRandomKey;

    private MasterKey(byte[] key) {
        this.pseudoRandomKey = hmac(new byte[LENGTH], key);
    }

    public static MasterKey ofBase64(String text) {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(text.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the master key is not Base64");
        }
        if (key.length != LENGTH) {
            throw new IllegalArgumentException("the master key must be " + LENGTH + " bytes in Base64");
        }
        return new MasterKey(key);
    }

    /** A key of 32 bytes for one purpose; knowing it tells nothing of the others. */
    public byte[] derive(String purpose) {
        byte[] info = purpose.getBytes(StandardCharsets.UTF_8);
        byte[] block = Arrays.copyOf(info, info.length + 1);
        block[info.length] = 1;
        return hmac(pseudoRandomKey, block);
    }

    private static byte[] hmac(byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is part of every Java platform", e);
        }
    }
}
