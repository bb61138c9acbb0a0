package org.rekey.eventstore;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What one worker says of itself: that it is still there. */
public final class Heartbeat {

    /** A round may take its time, and an outage of the database holds everybody up. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String name;
    private final Duration every;
    private final BooleanSupplier alive;
    private final LongSupplier nanoTime;
    private volatile long last;
    private volatile @Nullable String ended;

    Heartbeat(String name, Duration every, BooleanSupplier alive, LongSupplier nanoTime) {
        this.name = name;
        this.every = every;
        this.alive = alive;
        this.nanoTime = nanoTime;
        this.last = nanoTime.getAsLong();
    }

    public String name() {
        return name;
    }

    Duration every() {
        return every;
    }

    public void beat() {
        last = nanoTime.getAsLong();
        ended = null;
    }

    /** It does not come back. */
    void ended(Throwable why) {
        ended = "ended by " + why.getClass().getSimpleName();
    }

    /** What is wrong with it; null while all is well. */
    @Nullable
    String trouble() {
        String end = ended;
        if (end != null) {
            return end;
        }
        if (!alive.getAsBoolean()) {
            return "does not run";
        }
        Duration silent = Duration.ofNanos(nanoTime.getAsLong() - last);
        return silent.compareTo(every.multipliedBy(3).plus(PATIENCE)) > 0
                ? "has been silent for " + silent.toSeconds() + " s"
                : null;
    }
}
