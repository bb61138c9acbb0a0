package org.rekey.token.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.secret.SecretHash;
import org.rekey.domain.secret.SecretHasher;
import org.springframework.stereotype.Component;

/**
 * Which of a client's secrets has been presented, if any. An unknown client, a wrong secret and one that is no longer
 * valid all cost one keyed hash and one comparison.
 */
@Component
public class SecretCheck {

    private final SecretHasher hasher;
    private final SlowSecrets slowSecrets;
    private final List<SecretVersion> nobodys;

    SecretCheck(SecretHasher hasher, SlowSecrets slowSecrets) {
        this.hasher = hasher;
        this.slowSecrets = slowSecrets;
        this.nobodys = List.of(new SecretVersion("", hasher.hash(""), Instant.MIN, null));
    }

    /**
     * @param secrets of the client; empty when there is no such client
     * @param mayGuess whether to look at those that can be guessed; asked only if there are any
     */
    public @Nullable SecretVersion match(
            List<SecretVersion> secrets, String presented, Instant now, BooleanSupplier mayGuess) {
        byte[] keyed = keyed(presented);
        SecretVersion found = null;
        for (SecretVersion secret : secrets.isEmpty() ? nobodys : secrets) {
            boolean works = secret.worksAt(now);
            boolean same = secret.isSlow()
                    ? works && mayGuess.getAsBoolean() && slowSecrets.matches(secret, presented, keyed)
                    : MessageDigest.isEqual(keyed, secret.hashBytes());
            if (same && works) {
                found = secret;
            }
        }
        return found;
    }

    /** Whether it has been one of these, be it that it no longer works. Says nothing of those that can be guessed. */
    public boolean isAmong(List<SecretVersion> secrets, String presented) {
        byte[] keyed = keyed(presented);
        boolean found = false;
        for (SecretVersion secret : secrets) {
            found |= MessageDigest.isEqual(keyed, secret.hashBytes());
        }
        return found;
    }

    /** By which a secret that Rekey made is found. */
    public SecretHash hashOf(String secret) {
        return hasher.hash(secret);
    }

    private byte[] keyed(String presented) {
        SecretHash hash = hashOf(presented);
        return hash.value().getBytes(StandardCharsets.US_ASCII);
    }
}
