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
    private final @Nullable Instant expiresAt;
    private final @Nullable Instant validUntil;

    public SecretVersion(String id, SecretHash hash, @Nullable Instant expiresAt, @Nullable Instant validUntil) {
        this.id = id;
        this.hash = hash;
        this.hashBytes = hash.value().getBytes(StandardCharsets.US_ASCII);
        this.slow = SecretHasher.isSlow(hash);
        this.expiresAt = expiresAt;
        this.validUntil = validUntil;
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

    /** Half-open: at either instant it no longer works. */
    boolean worksAt(Instant now) {
        return (expiresAt == null || now.isBefore(expiresAt)) && (validUntil == null || now.isBefore(validUntil));
    }
}
