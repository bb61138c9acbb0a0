package org.rekey.token.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts in windows of time, one after the other, the same for all keys. Of too many keys those that come seldom are
 * forgotten.
 */
final class Counts<K> {

    private static final int MOST_KEYS = 50_000;

    private final long windowMillis;
    private final Clock clock;
    private volatile Window<K> current;

    Counts(Duration window, Clock clock) {
        this.windowMillis = window.toMillis();
        this.clock = clock;
        this.current = new Window<>(Long.MIN_VALUE);
    }

    private static final class Window<K> {

        private final long number;
        private final Cache<K, AtomicInteger> counts =
                Caffeine.newBuilder().maximumSize(MOST_KEYS).build();

        Window(long number) {
            this.number = number;
        }
    }

    /** One more; how many that makes in this window. */
    int add(K key) {
        return now().counts.get(key, k -> new AtomicInteger()).incrementAndGet();
    }

    int of(K key) {
        AtomicInteger count = now().counts.getIfPresent(key);
        return count == null ? 0 : count.get();
    }

    /** Until the next window begins; at least one. */
    int secondsLeft() {
        long left = windowMillis - Math.floorMod(clock.millis(), windowMillis);
        return (int) Math.min(Integer.MAX_VALUE, (left + 999) / 1000);
    }

    private Window<K> now() {
        long number = Math.floorDiv(clock.millis(), windowMillis);
        Window<K> window = current;
        return window.number == number ? window : begin(number);
    }

    private synchronized Window<K> begin(long number) {
        if (current.number != number) {
            current = new Window<>(number);
        }
        return current;
    }
}
