package org.rekey.domain.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Hashes secrets and compares them in constant time. A random 256-bit secret gets one keyed hash (HMAC-SHA-256); an
 * imported one, which may be short, gets a slow salted one (PBKDF2) and the keyed hash on top, so that the database alone
 * does not suffice to guess it.
 */
public final class SecretHasher {

    private static final String FAST = "hmac-sha256";
    private static final String SLOW = "pbkdf2-hmac-sha256";

    /** OWASP, Password Storage Cheat Sheet. */
    public static final int ITERATIONS = 600_000;

    private static final int FEWEST_ITERATIONS = 100_000;

    private final SecretKeySpec key;
    private final int iterations;

    /** @param key at least 32 bytes, the same in every process that issues or checks secrets */
    public SecretHasher(byte[] key) {
        this(key, ITERATIONS);
    }

    /** @param iterations of slow hashes that are made from now on; the count of others stands in them */
    public SecretHasher(byte[] key, int iterations) {
        if (key.length < 32) {
            throw new IllegalArgumentException("the hash key must be at least 32 bytes long");
        }
        if (iterations < FEWEST_ITERATIONS) {
            throw new IllegalArgumentException(
                    "rekey.passwords.iterations must be at least " + FEWEST_ITERATIONS + ", not " + iterations);
        }
        this.key = new SecretKeySpec(key, "HmacSHA256");
        this.iterations = iterations;
    }

    public SecretHash hash(String secret) {
        return new SecretHash(FAST + ":" + base64(hmac(secret.getBytes(StandardCharsets.UTF_8))));
    }

    public SecretHash hashImported(String secret, RandomGenerator random) {
        byte[] salt = new byte[16];
        random.nextBytes(salt);
        return new SecretHash(
                SLOW + ":" + iterations + ":" + base64(salt) + ":" + base64(hmac(stretch(secret, salt, iterations))));
    }

    /** The slow hash of nothing: comparing with it takes as long as with another one. */
    public SecretHash hashOfNothing(RandomGenerator random) {
        byte[] salt = new byte[16];
        byte[] result = new byte[32];
        random.nextBytes(salt);
        random.nextBytes(result);
        return new SecretHash(SLOW + ":" + iterations + ":" + base64(salt) + ":" + base64(result));
    }

    public boolean matches(String secret, SecretHash hash) {
        String[] parts = hash.value().split(":");
        return switch (parts[0]) {
            case FAST -> equal(hmac(secret.getBytes(StandardCharsets.UTF_8)), parts[1]);
            case SLOW -> equal(hmac(stretch(secret, bytes(parts[2]), Integer.parseInt(parts[1]))), parts[3]);
            default -> throw new IllegalArgumentException("unknown hash method " + parts[0]);
        };
    }

    /** The same, and with an outdated hash it takes no less time: that would tell of a person that there is one. */
    public boolean matchesEvenly(String secret, SecretHash hash) {
        boolean same = matches(secret, hash);
        int missing = isSlow(hash) ? iterations - iterationsOf(hash) : 0;
        if (missing > 0) {
            byte[] ignored = stretch(secret, new byte[16], missing);
        }
        return same;
    }

    /** Whether it is a slow hash with fewer iterations than one that is made now. */
    public boolean isOutdated(SecretHash hash) {
        return isSlow(hash) && iterationsOf(hash) < iterations;
    }

    private static int iterationsOf(SecretHash hash) {
        return Integer.parseInt(hash.value().split(":")[1]);
    }

    /** Whether comparing with this hash is slow on purpose. */
    public static boolean isSlow(SecretHash hash) {
        return hash.value().startsWith(SLOW + ":");
    }

    private byte[] hmac(byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is part of every Java platform", e);
        }
    }

    private static byte[] stretch(String secret, byte[] salt, int iterations) {
        PBEKeySpec spec = new PBEKeySpec(secret.toCharArray(), salt, iterations, 256);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("PBKDF2WithHmacSHA256 is part of every Java platform", e);
        } finally {
            spec.clearPassword();
        }
    }

    private static boolean equal(byte[] computed, String stored) {
        return MessageDigest.isEqual(computed, bytes(stored));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] bytes(String base64) {
        return Base64.getDecoder().decode(base64);
    }
}
