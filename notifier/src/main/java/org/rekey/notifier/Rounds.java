package org.rekey.notifier;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.rekey.eventstore.LogContinuity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;

/** Looks for work again and again, on threads of its own, for as long as the process runs. */
public abstract class Rounds implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Rounds.class);
    private static final long LONGEST_FAREWELL_SECONDS = 30;

    private final String name;
    private final int count;
    private final long everyMillis;
    private @Nullable LogContinuity continuity;
    private volatile boolean running;
    private ScheduledExecutorService threads = Executors.newScheduledThreadPool(0);

    protected Rounds(String name, int count, Duration every) {
        this.name = name;
        this.count = count;
        this.everyMillis = every.toMillis();
    }

    /** On each thread. What it throws is logged, and the next one comes all the same. */
    protected abstract void round();

    @Autowired
    void useLog(LogContinuity logContinuity) {
        this.continuity = logContinuity;
    }

    /** What a log says that was put back has been said before, and may not be true any more. */
    private void guarded() {
        if (continuity != null && !continuity.isWhole()) {
            return;
        }
        try {
            round();
        } catch (RuntimeException e) {
            log.warn("{}: it is tried again, after {}", name, e.toString());
        }
    }

    @Override
    public void start() {
        running = true;
        threads = Executors.newScheduledThreadPool(count, task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
        for (int i = 0; i < count; i++) {
            threads.scheduleWithFixedDelay(this::guarded, everyMillis, everyMillis, TimeUnit.MILLISECONDS);
        }
    }

    /** Gives what is under way some time to end. */
    @Override
    public void stop() {
        running = false;
        threads.shutdown();
        try {
            if (!threads.awaitTermination(LONGEST_FAREWELL_SECONDS, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
