package org.rekey.eventstore;

import java.sql.SQLException;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.ExceptionUtils;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingEventStream;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** One reader's way through the log: looks when woken, and once a second in case nobody could wake it. */
final class LogStream implements TrackingEventStream {

    private static final long LOOK_EVERY = TimeUnit.SECONDS.toNanos(1);

    private final WakingEventStore store;
    private final EventStorageEngine engine;
    private @Nullable TrackingToken position;
    private @Nullable Iterator<? extends TrackedEventMessage<?>> events;
    private @Nullable TrackedEventMessage<?> next;
    private int singly;
    private long emptyAt;
    private long emptyAtWake = -1;

    LogStream(WakingEventStore store, EventStorageEngine engine, @Nullable TrackingToken position, int singly) {
        this.store = store;
        this.engine = engine;
        this.position = position;
        this.singly = singly;
    }

    @Override
    public Optional<TrackedEventMessage<?>> peek() {
        return singly <= 0 && look() ? Optional.ofNullable(next) : Optional.empty();
    }

    @Override
    public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
        // No longer than this, whatever a clock that was set back makes the caller ask for.
        long deadline = System.nanoTime() + Math.min(unit.toNanos(timeout), LOOK_EVERY);
        long releases = store.releases();
        while (!look()) {
            long left = deadline - System.nanoTime();
            if (left <= 0 || store.releases() != releases) {
                return false;
            }
            long untilLook = emptyAt + LOOK_EVERY - System.nanoTime();
            store.awaitWake(emptyAtWake, Math.min(left, Math.max(untilLook, 1)));
        }
        return true;
    }

    @Override
    public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
        while (!look()) {
            hasNextAvailable(Integer.MAX_VALUE, TimeUnit.MILLISECONDS);
        }
        TrackedEventMessage<?> event = next;
        next = null;
        if (event == null) {
            throw new IllegalStateException("looked, but found nothing");
        }
        position = event.trackingToken();
        singly--;
        return event;
    }

    private boolean look() {
        if (next == null && (events != null || mayHaveMore())) {
            next = read();
        }
        return next != null;
    }

    private boolean mayHaveMore() {
        return store.wakes() != emptyAtWake || System.nanoTime() - emptyAt >= LOOK_EVERY;
    }

    private @Nullable TrackedEventMessage<?> read() {
        long wakes = store.wakes();
        try {
            if (events == null) {
                events = engine.readEvents(position, false).iterator();
            }
            if (events.hasNext()) {
                return events.next();
            }
        } catch (RuntimeException e) {
            events = null;
            throw isOutage(e) ? e : PoisonEventException.unreadable(nextPosition(), e);
        }
        events = null;
        emptyAt = System.nanoTime();
        emptyAtWake = wakes;
        return null;
    }

    private static boolean isOutage(RuntimeException e) {
        return e instanceof DataAccessException
                || e instanceof TransactionException
                || ExceptionUtils.findException(e, SQLException.class).isPresent();
    }

    /** The log has no gaps. */
    private long nextPosition() {
        return position == null ? 1 : position.position().orElse(0) + 1;
    }

    @Override
    public void close() {
        events = null;
        next = null;
    }
}
