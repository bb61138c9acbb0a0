package org.rekey.token.secret;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.secret.SecretHash;
import org.rekey.domain.secret.SecretHasher;

/** A secret: whether one that has not been retired works is decided by its instants alone. */
public final class SecretVersion {

    private final String id;
    private final SecretHash hash;
    private final byte[] hashBytes;
    private final boolean slow;
    private final boolean retiring;
    private final Instant worksUntil;

    public SecretVersion(String id, SecretHash hash, @Nullable Instant expiresAt, @Nullable Instant validUntil) {
        this.id = id;
        this.hash = hash;
        this.hashBytes = hash.value().getBytes(StandardCharsets.US_ASCII);
        this.slow = SecretHasher.isSlow(hash);
        this.retiring = validUntil != null;
        this.worksUntil = earlier(expiresAt == null ? Instant.MAX : expiresAt, validUntil);
    }

    public String id() {
        return id;
    }

    SecretHash hash() {
        return hash;
    }

    byte[] hashBytes() {
        return hashBytes;
    }

    boolean isSlow() {
        return slow;
    }

    /** Whether another one has taken its place. */
    public boolean isRetiring() {
        return retiring;
    }

    /** Half-open: then it no longer works. */
    public Instant worksUntil() {
        return worksUntil;
    }

    boolean worksAt(Instant now) {
        return now.isBefore(worksUntil);
    }

    private static Instant earlier(Instant one, @Nullable Instant other) {
        return other == null || one.isBefore(other) ? one : other;
    }
}
