package org.rekey.token.key;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.RemovalCause;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.rekey.token.view.ViewUnavailableException;

/**
 * What this process has accepted and must not accept again, each until it would not be accepted anyway. Nothing is dropped
 * before: when there is no more room, nobody can tell what is new. Nobody has more than half of the room that the others
 * leave, so that whoever comes next finds as much as that; it takes many together to fill it.
 */
public final class UsedOnce {

    private static final int MOST = 500_000;

    private final Clock clock;
    private final int most;
    private final Cache<Digest, Use> uses;
    private final Map<String, Integer> countByOwner = new ConcurrentHashMap<>();

    public UsedOnce(Clock clock) {
        this(clock, MOST);
    }

    UsedOnce(Clock clock, int most) {
        this.clock = clock;
        this.most = most;
        this.uses = Caffeine.newBuilder()
                .expireAfter(Expiry.<Digest, Use>creating((id, use) -> Duration.between(clock.instant(), use.until())))
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .executor(Runnable::run)
                .removalListener(this::forgotten)
                .build();
    }

    private record Digest(long first, long second) {

        static Digest of(String id) {
            try {
                ByteBuffer digest = ByteBuffer.wrap(
                        MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8)));
                return new Digest(digest.getLong(), digest.getLong());
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("SHA-256 is part of every Java platform", e);
            }
        }
    }

    private record Use(String owner, Instant until) {}

    /**
     * Whether it is the first time.
     *
     * @param owner whose share of the room it takes
     * @param until from when on it would be refused in any case
     * @throws ViewUnavailableException if there is no room to remember it
     */
    public boolean first(String owner, String id, Instant until) {
        requireRoom(owner);
        Use use = new Use(owner, until);
        if (uses.asMap().putIfAbsent(Digest.of(id), use) != null) {
            return false;
        }
        countByOwner.merge(owner, 1, Integer::sum);
        return true;
    }

    private void requireRoom(String owner) {
        if (isFull(owner)) {
            uses.cleanUp();
            if (isFull(owner)) {
                throw new ViewUnavailableException("too many signed statements are remembered");
            }
        }
    }

    private boolean isFull(String owner) {
        int own = countByOwner.getOrDefault(owner, 0);
        long leftByOthers = most - (uses.estimatedSize() - own);
        return own + 1 > leftByOthers / 2;
    }

    private void forgotten(@Nullable Digest id, @Nullable Use use, RemovalCause cause) {
        if (use != null) {
            countByOwner.computeIfPresent(use.owner(), (owner, count) -> count == 1 ? null : count - 1);
        }
    }
}
