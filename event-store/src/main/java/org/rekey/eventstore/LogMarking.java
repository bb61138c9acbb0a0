package org.rekey.eventstore;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.SmartLifecycle;

/** Writes the mark soon after something was committed, and looks whether the database still contains it. */
final class LogMarking implements SmartLifecycle {

    private static final Duration MARK_EVERY = Duration.ofMillis(200);
    private static final Duration CHECK_EVERY = Duration.ofSeconds(1);
    private static final Duration LONGEST_FAREWELL = Duration.ofSeconds(5);

    /** Before everything that appends, and after it when the process stops. */
    private static final int PHASE = Integer.MIN_VALUE;

    private final LogContinuity continuity;
    private final Workers workers;
    private final List<Worker> started = new ArrayList<>();
    private volatile boolean running;

    LogMarking(LogContinuity continuity, Workers workers) {
        this.continuity = continuity;
        this.workers = workers;
    }

    @Override
    public void start() {
        running = true;
        started.add(Worker.start(workers, "log-mark", MARK_EVERY, continuity::writeMark));
        started.add(Worker.start(workers, "log-check", CHECK_EVERY, continuity::check));
    }

    @Override
    public void stop() {
        running = false;
        started.forEach(worker -> worker.stop(LONGEST_FAREWELL));
        started.clear();
        continuity.writeMark();
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
