package org.rekey.eventstore;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.jspecify.annotations.Nullable;

/** The newest events of the log, read once for all who follow it; who is further behind reads for himself. */
final class LogTail {

    /** Readers are woken; this is for what nobody could wake them for. */
    static final long LOOK_EVERY = TimeUnit.SECONDS.toNanos(1);

    private static final TrackingToken BEGINNING = GapAwareTrackingToken.newInstance(0, Set.of());

    private static final int KEPT = 10 * LogEngine.BATCH;

    private final LogEngine engine;
    /** All that follow this position. */
    private long after;

    private final Deque<TrackedEventMessage<?>> events = new ArrayDeque<>();
    private TrackingToken last = BEGINNING;
    private long endSeenAt;
    private long endSeenAtWake = -1;

    LogTail(LogEngine engine) {
        this.engine = engine;
    }

    /**
     * Some of those that follow, in their order; none at the end of the log.
     *
     * @param wakes how often readers have been woken by now: without being woken since, none looks for the end again so soon
     */
    Deque<TrackedEventMessage<?>> following(@Nullable TrackingToken position, long wakes) {
        TrackingToken from = position == null ? BEGINNING : position;
        synchronized (this) {
            if (index(from) >= after) {
                readUpTo(from, wakes);
                return newerThan(index(from));
            }
        }
        return read(from);
    }

    /** What a database says that has been away need not be what it has said before. */
    synchronized void forget() {
        startFrom(BEGINNING);
    }

    private void startFrom(TrackingToken position) {
        events.clear();
        after = index(position);
        last = position;
        endSeenAtWake = -1;
    }

    private void readUpTo(TrackingToken position, long wakes) {
        if (index(position) > index(last)) {
            startFrom(position);
        }
        if (index(position) == index(last) && mayHaveMore(wakes)) {
            readOn(wakes);
        }
    }

    private boolean mayHaveMore(long wakes) {
        return wakes > endSeenAtWake || System.nanoTime() - endSeenAt >= LOOK_EVERY / 2;
    }

    private void readOn(long wakes) {
        Deque<TrackedEventMessage<?>> more = read(last);
        if (more.size() < LogEngine.BATCH) {
            endSeenAt = System.nanoTime();
            endSeenAtWake = wakes;
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
    private Deque<TrackedEventMessage<?>> read(TrackingToken position) {
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

    private static long index(TrackingToken position) {
        return position.position().orElse(0);
    }
}
