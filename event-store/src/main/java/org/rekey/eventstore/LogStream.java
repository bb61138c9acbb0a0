package org.rekey.eventstore;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import org.axonframework.common.ExceptionUtils;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingEventStream;
import org.axonframework.eventhandling.TrackingToken;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * One reader's way through the log: looks when woken, and once a second in case nobody could wake it. What does not concern
 * the reader is passed over while much is written; it is given an event of that kind once in a while all the same, to store
 * how far it has come.
 */
final class LogStream implements TrackingEventStream {

    /** How long, at most, a position that passes over events is ahead of what is stored. */
    private static final long GIVE_OUT_EVERY = TimeUnit.MILLISECONDS.toNanos(50);

    private final WakingEventStore store;
    private final Predicate<TrackedEventMessage<?>> concerns;
    private final LongConsumer passed;
    private @Nullable TrackingToken position;
    private Deque<TrackedEventMessage<?>> ahead = new ArrayDeque<>();
    private @Nullable TrackedEventMessage<?> next;
    private @Nullable TrackedEventMessage<?> passedOver;
    private long givenOutAt = System.nanoTime() - GIVE_OUT_EVERY;
    /** Whether what was given out has been dealt with. */
    private boolean idle;

    private int singly;
    private long emptyAt;
    private long emptyAtWake = -1;

    /**
     * @param singly how many events are not to be batched with others
     * @param concerns whether the reader does anything with it
     * @param passed takes the positions that the reader has come to without storing them
     */
    LogStream(
            WakingEventStore store,
            @Nullable TrackingToken position,
            int singly,
            Predicate<TrackedEventMessage<?>> concerns,
            LongConsumer passed) {
        this.store = store;
        this.position = position;
        this.singly = singly;
        this.concerns = concerns;
        this.passed = passed;
    }

    @Override
    public Optional<TrackedEventMessage<?>> peek() {
        return singly <= 0 && look() ? Optional.ofNullable(next) : Optional.empty();
    }

    /** The reader asks for the first event of a batch with this: it is done with the batch before. */
    @Override
    public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
        idle = true;
        if (passedOver != null) {
            passed.accept(index(passedOver));
        }
        // No longer than this, whatever a clock that was set back makes the caller ask for.
        return await(Math.min(unit.toNanos(timeout), LogTail.LOOK_EVERY));
    }

    private boolean await(long nanos) throws InterruptedException {
        long deadline = System.nanoTime() + nanos;
        long releases = store.releases();
        while (!look()) {
            long now = System.nanoTime();
            if (now >= deadline || store.releases() != releases) {
                return false;
            }
            long until = emptyAt + LogTail.LOOK_EVERY;
            if (passedOver != null) {
                until = Math.min(until, givenOutAt + GIVE_OUT_EVERY);
            }
            store.awaitWake(emptyAtWake, Math.max(Math.min(deadline, until) - now, 1));
        }
        return true;
    }

    @Override
    public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
        while (!look()) {
            await(LogTail.LOOK_EVERY);
        }
        TrackedEventMessage<?> event = next;
        next = null;
        if (event == null) {
            throw new IllegalStateException("looked, but found nothing");
        }
        idle = false;
        singly--;
        return event;
    }

    private boolean look() {
        while (next == null && (!ahead.isEmpty() || readOn())) {
            choose(ahead.remove());
        }
        if (next == null && passedOver != null && mayGiveOut()) {
            giveOut(passedOver);
        }
        return next != null;
    }

    private void choose(TrackedEventMessage<?> event) {
        position = event.trackingToken();
        if (concerns.test(event)) {
            next = event;
            passedOver = null;
        } else if (mayGiveOut()) {
            giveOut(event);
        } else {
            passedOver = event;
            if (idle) {
                passed.accept(index(event));
            }
        }
    }

    private boolean mayGiveOut() {
        return System.nanoTime() - givenOutAt >= GIVE_OUT_EVERY;
    }

    private void giveOut(TrackedEventMessage<?> event) {
        next = event;
        passedOver = null;
        givenOutAt = System.nanoTime();
    }

    private boolean readOn() {
        long wakes = store.wakes();
        if (wakes == emptyAtWake && System.nanoTime() - emptyAt < LogTail.LOOK_EVERY) {
            return false;
        }
        try {
            ahead = store.tail().following(position, wakes);
        } catch (RuntimeException e) {
            throw isOutage(e) ? e : PoisonEventException.unreadable(nextPosition(), e);
        }
        if (ahead.isEmpty()) {
            emptyAt = System.nanoTime();
            emptyAtWake = wakes;
        }
        return !ahead.isEmpty();
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

    private static long index(TrackedEventMessage<?> event) {
        return event.trackingToken().position().orElse(0);
    }

    @Override
    public void close() {
        ahead.clear();
        next = null;
        passedOver = null;
    }
}
