package org.rekey.eventstore;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Says whether this process may answer from memory. A denial anywhere waits until every copy that holds a lease has seen
 * it, or its lease has ended; a copy that cannot renew its lease therefore has to stop answering.
 *
 * <p>Its end is counted from before the renewal was sent, by a clock that nobody sets. The database counts from later on
 * and adds a fifth, so it always takes a lease for longer than its holder does. A process that was suspended with its
 * machine sees that the time of day has gone on.
 *
 * <p>{@link #renew} and {@link #release} are for one thread, the others for all.
 */
public final class Lease {

    private static final Logger log = LoggerFactory.getLogger(Lease.class);

    private static final long UNKNOWN = Long.MAX_VALUE;

    private final LeaseTable table;
    private final String projection;
    private final Duration term;
    private final LongSupplier nanos;
    private final LongSupplier millis;
    private volatile End granted;
    private volatile End end;
    private long caughtUpAt = UNKNOWN;
    private long renewAfter;
    private long published = -1;

    Lease(LeaseTable table, String projection, Duration term, LongSupplier nanos, LongSupplier millis) {
        this.table = table;
        this.projection = projection;
        this.term = term;
        this.nanos = nanos;
        this.millis = millis;
        this.granted = past();
        this.end = granted;
        this.renewAfter = nanos.getAsLong();
    }

    private record End(long nanos, long millis) {}

    private End past() {
        return new End(nanos.getAsLong(), Long.MIN_VALUE);
    }

    /** The projection whose memory is answered from. */
    String projection() {
        return projection;
    }

    /** Whether what is in memory may be answered at this moment. */
    public boolean isHeld() {
        return isAhead(end);
    }

    /** Whether denials have to wait for this process: it may answer, or is about to. */
    boolean isGranted() {
        return isAhead(granted);
    }

    private boolean isAhead(End limit) {
        return nanos.getAsLong() - limit.nanos() < 0 && millis.getAsLong() < limit.millis();
    }

    /**
     * Renews the lease when a fifth of its term is over, and publishes what has been seen since. After a gap it is held
     * again only when all has been seen that was denied meanwhile.
     *
     * @param seen the position whose effects are in memory
     * @throws DataAccessException if the database cannot be reached
     */
    public void renew(long seen) {
        if (isDue() || (seen != published && !table.publish(seen))) {
            extend(seen);
        }
        published = seen;
        if (caughtUpAt == UNKNOWN) {
            caughtUpAt = isGranted() ? table.headIfAlone() : UNKNOWN;
        }
        if (seen >= caughtUpAt) { // never while that is unknown
            end = granted;
        }
    }

    private void extend(long seen) {
        long sentNanos = nanos.getAsLong();
        long sentMillis = millis.getAsLong();
        if (!table.extend(projection, seen, term.plus(term.dividedBy(5)))) {
            release();
            caughtUpAt = UNKNOWN;
            return;
        }
        boolean gap = !isGranted();
        granted = new End(sentNanos + term.toNanos(), sentMillis + term.toMillis());
        renewAfter = sentNanos + term.dividedBy(5).toNanos();
        if (gap) {
            caughtUpAt = UNKNOWN;
        }
    }

    private boolean isDue() {
        return !isGranted() || nanos.getAsLong() - renewAfter >= 0;
    }

    /** Nobody needs to wait for this process any more. */
    public void release() {
        if (!isGranted()) {
            return;
        }
        end = past();
        granted = end;
        renewAfter = nanos.getAsLong();
        try {
            table.remove();
        } catch (DataAccessException e) {
            log.debug("The lease ends by itself within {} ms", TimeUnit.NANOSECONDS.toMillis(term.toNanos()), e);
        }
    }
}
