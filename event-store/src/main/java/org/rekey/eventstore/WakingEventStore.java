package org.rekey.eventstore;

import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackingEventStream;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.jspecify.annotations.Nullable;

/**
 * Gives each reader a stream of its own, so that an event which cannot be read stops those who read it with an error they
 * can show; Axon's shared stream would log it once a second and leave everybody waiting.
 */
final class WakingEventStore extends EmbeddedEventStore {

    private final Lock lock = new ReentrantLock();
    private final Condition woken = lock.newCondition();
    private volatile long wakes;
    private volatile long releases;

    WakingEventStore(EventStorageEngine engine) {
        super(builder().storageEngine(engine));
    }

    @Override
    public TrackingEventStream openStream(@Nullable TrackingToken token) {
        return openStream(token, 0);
    }

    /** @param singly how many events are not to be batched with others */
    LogStream openStream(@Nullable TrackingToken token, int singly) {
        return new LogStream(this, storageEngine(), token, singly);
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
