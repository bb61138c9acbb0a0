package org.rekey.eventstore;

import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackingEventStream;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.jspecify.annotations.Nullable;

/**
 * Gives each reader a stream of its own, so that an event which cannot be read stops those who read it with an error they
 * can show; Axon's shared stream would log it once a second and leave everybody waiting. What is read of the end of the log
 * they share.
 */
final class WakingEventStore extends EmbeddedEventStore {

    private final Lock lock = new ReentrantLock();
    private final Condition woken = lock.newCondition();
    private volatile long wakes;
    private volatile long releases;
    private final LogTail tail;

    WakingEventStore(LogEngine engine) {
        super(builder().storageEngine(engine));
        this.tail = new LogTail(engine);
    }

    @Override
    public TrackingEventStream openStream(@Nullable TrackingToken token) {
        return new LogStream(this, token, 0, event -> true, position -> {}, () -> {});
    }

    LogTail tail() {
        return tail;
    }

    @Override
    public void publish(List<? extends EventMessage<?>> events) {
        StagedEvents.add(events);
        super.publish(events);
    }

    @Override
    protected void afterCommit(List<? extends EventMessage<?>> events) {
        wake();
    }

    /** Something may have been appended: all readers look. */
    public void wake() {
        lock.lock();
        try {
            wakes++;
            woken.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** A processor is about to stop: nobody goes on waiting, though nothing was appended. */
    void release() {
        lock.lock();
        try {
            releases++;
        } finally {
            lock.unlock();
        }
        wake();
    }

    long releases() {
        return releases;
    }

    long wakes() {
        return wakes;
    }

    void awaitWake(long seen, long nanos) throws InterruptedException {
        lock.lock();
        try {
            long left = nanos;
            while (wakes == seen && left > 0) {
                left = woken.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}
