package org.rekey.eventstore;

import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * Never shows less than it has shown. When its source is set back it goes on by the seconds that pass, a thousandth slower,
 * until the source has caught up: what ends, ends after its time, and what has ended does not come back.
 */
final class ForwardClock extends Clock {

    private static final long SLOWER_BY = 1000;

    /** What the source showed, at which reading of the stopwatch. */
    private record Mark(Instant at, long nanos) {

        Instant goneOnTo(long now) {
            long elapsed = Math.max(0, now - nanos);
            return at.plusNanos(elapsed - elapsed / SLOWER_BY).truncatedTo(ChronoUnit.MILLIS);
        }
    }

    private final InstantSource source;
    private final LongSupplier stopwatch;
    private final AtomicReference<Mark> last;

    /**
     * @param stopwatch nanoseconds from any moment on, whatever time it is
     * @param notBefore what has been shown before, by whomever
     */
    ForwardClock(InstantSource source, LongSupplier stopwatch, Instant notBefore) {
        this.source = source;
        this.stopwatch = stopwatch;
        this.last = new AtomicReference<>(new Mark(notBefore, stopwatch.getAsLong()));
    }

    @Override
    public Instant instant() {
        long nanos = stopwatch.getAsLong();
        Instant now = source.instant();
        Mark mark = Objects.requireNonNull(last.get());
        Instant atLeast = mark.goneOnTo(nanos);
        if (now.isAfter(atLeast)) {
            last.compareAndSet(mark, new Mark(now, nanos));
            return now;
        }
        return atLeast;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("instants only");
    }
}
