package org.rekey.token.secret;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.security.MessageDigest;
import java.util.concurrent.Semaphore;
import org.rekey.domain.secret.SecretHasher;
import org.rekey.token.view.ViewUnavailableException;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Imported secrets may be short, so their hash is slow on purpose. Once one has been presented, its keyed hash is kept in
 * memory, never stored, and decides from then on. Only few are computed at a time: the others have to come again, lest
 * guesses at one client take the processors from all.
 */
@Component
class SlowSecrets {

    private static final int MOST_REMEMBERED = 10_000;

    private final SecretHasher hasher;
    private final Semaphore computing;
    private final Cache<String, byte[]> remembered =
            Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();

    @Autowired
    SlowSecrets(SecretHasher hasher) {
        this(hasher, new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2)));
    }

    SlowSecrets(SecretHasher hasher, Semaphore computing) {
        this.hasher = hasher;
        this.computing = computing;
    }

    boolean matches(SecretVersion secret, String presented, byte[] keyed) {
        byte[] right = remembered.getIfPresent(secret.hash().value());
        if (right != null) {
            return MessageDigest.isEqual(keyed, right);
        }
        boolean matches = compute(secret, presented);
        if (matches) {
            remembered.put(secret.hash().value(), keyed);
        }
        return matches;
    }

    private boolean compute(SecretVersion secret, String presented) {
        if (!computing.tryAcquire()) {
            throw new ViewUnavailableException("too many imported secrets are being checked");
        }
        try {
            return hasher.matches(presented, secret.hash());
        } finally {
            computing.release();
        }
    }
}
