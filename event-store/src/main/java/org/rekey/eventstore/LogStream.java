package org.rekey.eventstore;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingEventStream;
import org.axonframework.eventhandling.TrackingToken;
import org.jspecify.annotations.Nullable;

/**
 * One reader's way through the log: looks when woken, and about once a second in case nobody could wake it. What does not
 * concern the reader is passed over while much is written; once in a while it is handed one of these events all the same, to
 * store how far it has come.
 */
final class LogStream implements TrackingEventStream {

    /** How long, at most, what is stored stays behind. */
    private static final long HAND_OUT_EVERY = TimeUnit.MILLISECONDS.toNanos(50);

    private final WakingEventStore store;
    private final Predicate<TrackedEventMessage<?>> concerns;
    private final LongConsumer reached;
    private final Runnable looks;
    private @Nullable TrackingToken position;
    private Deque<TrackedEventMessage<?>> ahead = new ArrayDeque<>();
    private @Nullable TrackedEventMessage<?> next;
    private @Nullable TrackedEventMessage<?> passedOver;
    private long handedOutAt = System.nanoTime() - HAND_OUT_EVERY;
    private int singly;
    private long wakesAtLook;

    /**
     * @param singly how many events are not to be batched with others
     * @param concerns whether the reader does anything with it
     * @param reached takes the positions that the reader has come to without storing them
     * @param looks called again and again while the reader looks for more
     */
    LogStream(
            WakingEventStore store,
            @Nullable TrackingToken position,
            int singly,
            Predicate<TrackedEventMessage<?>> concerns,
            LongConsumer reached,
            Runnable looks) {
        this.store = store;
        this.position = position;
        this.singly = singly;
        this.concerns = concerns;
        this.reached = reached;
        this.looks = looks;
    }

    /** What has been read already: a reader fills its batch with these, and must not be kept from storing it. */
    @Override
    public Optional<TrackedEventMessage<?>> peek() {
        return singly <= 0 && take() ? Optional.ofNullable(next) : Optional.empty();
    }

    /** Whoever asks this is done with what it was given before. */
    @Override
    public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
        // No longer than this, whatever a clock that was set back makes the caller ask for.
        long deadline = System.nanoTime() + Math.min(unit.toNanos(timeout), LogTail.LOOK_EVERY);
        long releases = store.releases();
        looks.run();
        while (!look()) {
            if (passedOver != null) {
                reached.accept(index(passedOver));
            }
            long left = deadline - System.nanoTime();
            if (left <= 0 || store.releases() != releases) {
                return false;
            }
            store.awaitWake(wakesAtLook, passedOver == null ? left : Math.min(left, HAND_OUT_EVERY));
        }
        return true;
    }

    @Override
    public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
        while (next == null) {
            hasNextAvailable(Integer.MAX_VALUE, TimeUnit.MILLISECONDS);
        }
        TrackedEventMessage<?> event = next;
        next = null;
        singly--;
        return event;
    }

    private boolean look() {
        while (!take() && readOn()) {
            // Nothing of that concerned the reader.
        }
        if (next == null && passedOver != null && mayHandOut()) {
            handOut(passedOver);
        }
        return next != null;
    }

    private boolean take() {
        while (next == null && !ahead.isEmpty()) {
            choose(ahead.remove());
        }
        return next != null;
    }

    private void choose(TrackedEventMessage<?> event) {
        if (!concerns.test(event)) {
            passedOver = event;
            if (mayHandOut()) {
                handOut(event);
            }
        } else if (singly > 0 && passedOver != null) {
            // Should this be what stops the reader, all before it has been stored.
            ahead.addFirst(event);
            handOut(passedOver);
        } else {
            next = event;
            passedOver = null;
        }
    }

    private boolean mayHandOut() {
        return System.nanoTime() - handedOutAt >= HAND_OUT_EVERY;
    }

    private void handOut(TrackedEventMessage<?> event) {
        next = event;
        passedOver = null;
        handedOutAt = System.nanoTime();
    }

    /** Whether there is more. What stops the reader does so when it has stored all before. */
    private boolean readOn() {
        wakesAtLook = store.wakes();
        try {
            ahead = store.tail().following(position, wakesAtLook);
        } catch (RuntimeException e) {
            if (passedOver == null) {
                throw Outage.isCauseOf(e) ? e : PoisonEventException.unreadable(nextPosition(), e);
            }
            handOut(passedOver);
            return false;
        }
        if (ahead.isEmpty()) {
            return false;
        }
        position = ahead.getLast().trackingToken();
        return true;
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
