package org.rekey.eventstore;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.jspecify.annotations.Nullable;

/** The newest events of the log, read once for all who follow it; who is further behind reads for himself. */
final class LogTail {

    /** Who waits is woken; this is for what nobody could wake them for. */
    static final long LOOK_EVERY = TimeUnit.SECONDS.toNanos(1);

    private static final int KEPT = 10 * LogEngine.BATCH;

    private final LogEngine engine;
    /** All that follow this position. */
    private final Deque<TrackedEventMessage<?>> events = new ArrayDeque<>();

    private long after;
    private @Nullable TrackingToken last;
    private long readAt;
    private long readAtWake = -1;

    LogTail(LogEngine engine) {
        this.engine = engine;
    }

    /**
     * Some of those that follow, in their order; none at the end of the log.
     *
     * @param wakes how often readers have been woken by now: nobody looks for the end twice without having been woken
     */
    Deque<TrackedEventMessage<?>> following(@Nullable TrackingToken position, long wakes) {
        synchronized (this) {
            if (index(position) >= after) {
                readUpTo(position, wakes);
                return newerThan(index(position));
            }
        }
        return read(position);
    }

    private void readUpTo(@Nullable TrackingToken position, long wakes) {
        if (index(position) > index(last)) {
            events.clear();
            after = index(position);
            last = position;
            readAtWake = -1;
        }
        if (index(position) == index(last) && mayHaveMore(wakes)) {
            readOn(wakes);
        }
    }

    private boolean mayHaveMore(long wakes) {
        return wakes > readAtWake || System.nanoTime() - readAt >= LOOK_EVERY;
    }

    private void readOn(long wakes) {
        Deque<TrackedEventMessage<?>> more = read(last);
        if (more.size() < LogEngine.BATCH) {
            readAt = System.nanoTime();
            readAtWake = wakes;
        }
        if (!more.isEmpty()) {
            events.addAll(more);
            last = more.getLast().trackingToken();
        }
        while (events.size() > KEPT) {
            after = index(events.remove().trackingToken());
        }
    }

    private Deque<TrackedEventMessage<?>> newerThan(long position) {
        Deque<TrackedEventMessage<?>> newer = new ArrayDeque<>();
        for (Iterator<TrackedEventMessage<?>> i = events.descendingIterator(); i.hasNext(); ) {
            TrackedEventMessage<?> event = i.next();
            if (index(event.trackingToken()) <= position) {
                break;
            }
            newer.addFirst(event);
        }
        return newer;
    }

    /** Of one that cannot be read nothing is said before those in front of it are read. */
    private Deque<TrackedEventMessage<?>> read(@Nullable TrackingToken position) {
        Deque<TrackedEventMessage<?>> read = new ArrayDeque<>();
        try {
            engine.following(position).forEachRemaining(read::add);
        } catch (RuntimeException e) {
            if (read.isEmpty()) {
                throw e;
            }
        }
        return read;
    }

    private static long index(@Nullable TrackingToken position) {
        return position == null ? 0 : position.position().orElse(0);
    }
}
