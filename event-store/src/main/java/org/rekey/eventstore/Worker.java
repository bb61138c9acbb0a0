package org.rekey.eventstore;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.Halt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that does the same again and again until it is stopped. No exception ends it, whatever is thrown and whenever: it is
 * logged, and the next round comes after a pause that grows. An {@link Error} ends it, in sight of all.
 */
public final class Worker {

    private static final Logger log = LoggerFactory.getLogger(Worker.class);
    private static final ThreadLocal<@Nullable Heartbeat> CURRENT = new ThreadLocal<>();
    private static final Duration LONGEST_GROWN_PAUSE = Duration.ofMillis(500);
    private static final long WARN_EVERY = TimeUnit.MINUTES.toNanos(1);

    /** What is done each time. */
    @FunctionalInterface
    public interface Round {
        void run() throws Exception;
    }

    private final Workers workers;
    private final Heartbeat heartbeat;
    private final Round round;
    private final Thread thread;
    private volatile boolean stopping;
    private int failures;
    private boolean warned;
    private long warnedAt;

    private Worker(Workers workers, String name, Duration every, Duration first, Round round) {
        this.workers = workers;
        this.heartbeat = workers.register(name, every);
        this.round = round;
        this.thread = new Thread(() -> work(first), name);
        this.thread.setDaemon(true);
    }

    /** One that begins at once. */
    public static Worker start(Workers workers, String name, Duration every, Round round) {
        return start(workers, name, every, Duration.ZERO, round);
    }

    /**
     * @param name of the thread too; of no other worker of this process
     * @param every the pause between two rounds
     * @param first how long to wait for the first one
     */
    public static Worker start(Workers workers, String name, Duration every, Duration first, Round round) {
        Worker worker = new Worker(workers, name, every, first, round);
        worker.thread.start();
        return worker;
    }

    /** For a round that takes long: that it still goes on. */
    public static void beat() {
        Heartbeat current = CURRENT.get();
        if (current != null) {
            current.beat();
        }
    }

    private void work(Duration first) {
        CURRENT.set(heartbeat);
        try {
            rest(first);
            while (!stopping) {
                heartbeat.beat();
                rest(attempt());
            }
        } catch (Error e) {
            Halt.onOutOfMemory(e);
            heartbeat.ended(e);
            throw e;
        }
    }

    private Duration attempt() {
        try {
            round.run();
            if (warned) {
                log.info("{} goes on", heartbeat.name());
            }
            warned = false;
            failures = 0;
            return heartbeat.every();
        } catch (Exception e) {
            if (!stopping) {
                warn(e);
            }
            failures++;
            return grown();
        }
    }

    /** The same for long is said once a minute. */
    private void warn(Exception e) {
        if (Outage.isCauseOf(e)) {
            OutageLog.noticed(heartbeat.name(), e);
        } else if (!warned || System.nanoTime() - warnedAt > WARN_EVERY) {
            warnedAt = System.nanoTime();
            warned = true;
            log.warn("{} has failed and tries again", heartbeat.name(), e);
        }
    }

    private Duration grown() {
        Duration pause = heartbeat.every().multipliedBy(1L << Math.min(failures, 6));
        Duration longest =
                heartbeat.every().compareTo(LONGEST_GROWN_PAUSE) > 0 ? heartbeat.every() : LONGEST_GROWN_PAUSE;
        return pause.compareTo(longest) > 0 ? longest : pause;
    }

    /** Nobody but {@link #stop} ends it: an interrupt that was left over from a round does not. */
    private void rest(Duration pause) {
        Thread.interrupted();
        long deadline = System.nanoTime() + pause.toNanos();
        for (long left = pause.toNanos(); !stopping && left > 0; left = deadline - System.nanoTime()) {
            LockSupport.parkNanos(left);
            Thread.interrupted();
        }
    }

    /** The round that is under way is the last. */
    public void askToStop() {
        stopping = true;
        LockSupport.unpark(thread);
    }

    /**
     * @param patience how long a round that is under way may go on before it is interrupted
     * @return whether it has ended by then
     */
    public boolean stop(Duration patience) {
        askToStop();
        workers.leave(heartbeat);
        try {
            thread.join(Math.max(1, patience.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
        return !thread.isAlive();
    }
}
