package org.rekey.eventstore;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The leases of all copies: this process's own, which is in memory, and those of the others, which are in the database. */
public class Leases {

    private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long STORED_PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(15);

    private final JdbcClient jdbc;
    private final ProjectionPositions positions;
    private final LeaseTable table;
    private final LongSupplier nanos;
    private final LongSupplier millis;
    private volatile @Nullable Lease own;

    Leases(
            JdbcClient jdbc,
            ProjectionPositions positions,
            NodeSession session,
            LongSupplier nanos,
            LongSupplier millis) {
        this.jdbc = jdbc;
        this.positions = positions;
        this.table = new LeaseTable(session, session.node() + "/" + UUID.randomUUID());
        this.nanos = nanos;
        this.millis = millis;
    }

    /**
     * The lease of this process, not held yet.
     *
     * @param projection whose state this process holds in memory
     * @param term for how long it may answer without a word from the database
     */
    public Lease open(String projection, Duration term) {
        Lease lease = new Lease(table, projection, term, nanos, millis);
        own = lease;
        return lease;
    }

    /** Whether a lease speaks for this projection here. */
    boolean cover(String projection) {
        Lease lease = own;
        return lease != null && lease.projection().equals(projection);
    }

    /** Waits until every copy has seen this position or may not answer any more; false if that takes too long. */
    boolean awaitSeen(long position) {
        long deadline = nanos.getAsLong() + PATIENCE_NANOS;
        return awaitSeenHere(position, deadline) && awaitSeenElsewhere(position, deadline);
    }

    private boolean awaitSeenHere(long position, long deadline) {
        Lease lease = own;
        while (lease != null && lease.isGranted() && !isSeen(lease.projection(), position)) {
            if (nanos.getAsLong() - deadline >= 0 || !positions.awaitHere(lease.projection(), position)) {
                return false;
            }
        }
        return true;
    }

    /** By what is in memory, which is cleared after a commit: what the database says may be ahead of it. */
    private boolean isSeen(String projection, long position) {
        Long seen = positions.positionHere(projection);
        return seen != null && seen >= position;
    }

    private boolean awaitSeenElsewhere(long position, long deadline) {
        while (isAwaitedElsewhere(position)) {
            if (nanos.getAsLong() - deadline >= 0 || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
        return true;
    }

    /**
     * Waits until the tables of the projection have come to this position, whichever process keeps them; false if that takes
     * longer than 5 s.
     */
    public boolean awaitStored(long position) {
        long deadline = nanos.getAsLong() + STORED_PATIENCE_NANOS;
        while (!isStored(position)) {
            if (nanos.getAsLong() - deadline >= 0 || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
        return true;
    }

    /** What a copy has seen is stored; it says so sooner than the position that is stored with the tables. */
    private boolean isStored(long position) {
        Lease lease = own;
        return jdbc.sql("select exists (select 1 from eventstore.lease where position >= ?)")
                        .param(position)
                        .query(Boolean.class)
                        .single()
                || (lease != null && positions.position(lease.projection()) >= position);
    }

    private boolean isAwaitedElsewhere(long position) {
        return jdbc.sql("select exists (select 1 from eventstore.lease"
                        + " where copy <> ? and position < ? and valid_until > clock_timestamp())")
                .param(table.copy())
                .param(position)
                .query(Boolean.class)
                .single();
    }
}
