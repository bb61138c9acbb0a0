package org.rekey.eventstore;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** How far each projection has come. A projection that another process keeps up to date is looked up in the database. */
public class ProjectionPositions {

    private static final Duration LOOK_UP_EVERY = Duration.ofMillis(20);

    private final TokenPositions tokens;
    /** What it has committed. */
    private final Map<String, Long> here = new ConcurrentHashMap<>();
    /** What it has come to beyond, as nothing there concerns it. */
    private final Map<String, Long> reached = new ConcurrentHashMap<>();

    private final Map<String, Resumption> resumptions = new ConcurrentHashMap<>();

    /** Where it stood when this process ceased to keep it up to date. */
    private final Map<String, Long> released = new ConcurrentHashMap<>();

    /** Where it would stand if the transaction that failed last had been committed. */
    private final Map<String, Long> undecided = new ConcurrentHashMap<>();

    private final Lock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();

    ProjectionPositions(TokenPositions tokens) {
        this.tokens = tokens;
    }

    /** The last position whose effects are committed; 0 if none. */
    public long position(String name) {
        Long position = positionHere(name);
        return position != null ? position : tokens.committed(name);
    }

    /** What is done when this process keeps a projection up to date again, before anybody learns how far it has come. */
    public interface Resumption {

        /** Anything may have been committed meanwhile, and missed. */
        void anythingMissed();

        /** The transaction whose outcome was unknown has been committed, and nothing else. */
        void undecidedCommitted();
    }

    /** Nothing is done when the projection stands where it stood. */
    public void onResumption(String name, Resumption resumption) {
        resumptions.put(name, resumption);
    }

    /** The last position whose effects this process has committed itself; null when another one does that, or none. */
    public @Nullable Long positionHere(String name) {
        Long stored = here.get(name);
        return stored == null ? null : Long.valueOf(Math.max(stored, reached.getOrDefault(name, 0L)));
    }

    /** Waits until the projection has come to this position; false if that took too long. */
    public boolean await(String name, long position, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (position(name) < position) {
            long left = deadline - System.nanoTime();
            if (left <= 0 || !awaitMove(name, position, left)) {
                return position(name) >= position;
            }
        }
        return true;
    }

    /** Waits a moment for the projection to come to this position here; false if the thread was interrupted. */
    boolean awaitHere(String name, long position) {
        return awaitMove(name, position, LOOK_UP_EVERY.toNanos());
    }

    /** @return false if the thread was interrupted */
    private boolean awaitMove(String name, long position, long nanos) {
        lock.lock();
        try {
            Long current = positionHere(name);
            if (current == null) {
                moved.awaitNanos(Math.min(nanos, LOOK_UP_EVERY.toNanos()));
            } else if (current < position) {
                moved.await(nanos, TimeUnit.NANOSECONDS);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    void moved(String name, long position) {
        if (!here.containsKey(name)) {
            resumed(name, position);
        }
        here.put(name, position);
        signal();
    }

    private void resumed(String name, long position) {
        Resumption resumption = resumptions.get(name);
        Long undecidedUpTo = undecided.remove(name);
        if (resumption == null || Objects.equals(released.get(name), position)) {
            return;
        }
        if (Objects.equals(undecidedUpTo, position)) {
            resumption.undecidedCommitted();
        } else {
            resumption.anythingMissed();
        }
    }

    /** A transaction has failed that would have brought the projection to this position; perhaps it was committed. */
    void undecided(String name, long position) {
        undecided.merge(name, position, Math::max);
    }

    /** Up to there is nothing that concerns the projection, beyond what it has committed. */
    void reached(String name, long position) {
        reached.put(name, position);
        signal();
    }

    /** Another process may have taken over. */
    void released(String name) {
        Long last = here.remove(name);
        if (last != null) {
            released.put(name, last);
        }
        reached.remove(name);
        signal();
    }

    /** A crash of the server may take back what was committed without waiting for the disk. */
    void refuseIfSetBack(String name, long stored, boolean unknown) {
        Long known = here.get(name);
        if (known != null && !unknown && stored < known) {
            throw new IllegalStateException(
                    name + " was at position " + known + ", but the database has it at " + stored);
        }
    }

    boolean isHere(String name) {
        return here.containsKey(name);
    }

    private void signal() {
        lock.lock();
        try {
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
