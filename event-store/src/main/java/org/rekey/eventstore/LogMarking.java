package org.rekey.eventstore;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Writes the mark soon after something was committed, and looks whether the database still contains it. */
final class LogMarking implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(LogMarking.class);
    private static final long MARK_EVERY_MILLIS = 200;
    private static final long CHECK_EVERY_MILLIS = 1_000;
    private static final long LONGEST_FAREWELL_SECONDS = 5;

    /** Before everything that appends, and after it when the process stops. */
    private static final int PHASE = Integer.MIN_VALUE;

    private final LogContinuity continuity;
    private ScheduledExecutorService thread = Executors.newScheduledThreadPool(0);
    private volatile boolean running;
    private boolean failing;

    LogMarking(LogContinuity continuity) {
        this.continuity = continuity;
    }

    @Override
    public void start() {
        running = true;
        thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread marking = new Thread(task, "log-mark");
            marking.setDaemon(true);
            return marking;
        });
        every(MARK_EVERY_MILLIS, this::mark);
        every(CHECK_EVERY_MILLIS, this::check);
    }

    private void every(long millis, Runnable task) {
        var unused = thread.scheduleWithFixedDelay(task, 0, millis, TimeUnit.MILLISECONDS);
    }

    private void mark() {
        try {
            continuity.writeMark();
            failing = false;
        } catch (RuntimeException e) {
            if (!failing) {
                log.warn("The mark of the log cannot be written: a database that is put back might not be noticed", e);
            }
            failing = true;
        }
    }

    private void check() {
        try {
            continuity.check();
        } catch (RuntimeException e) {
            log.debug("Nobody knows at present whether the log is what it was", e);
        }
    }

    @Override
    public void stop() {
        running = false;
        thread.shutdown();
        try {
            if (!thread.awaitTermination(LONGEST_FAREWELL_SECONDS, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        mark();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
