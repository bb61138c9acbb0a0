package org.rekey.eventstore;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.SmartLifecycle;

/** Looks at the clocks now and then: whether they agree, and where time may be moved, whether it has been. */
final class ClockWatch implements SmartLifecycle {

    private static final Duration CHECK_EVERY = Duration.ofSeconds(60);
    private static final Duration FOLLOW_EVERY = Duration.ofSeconds(1);

    private final ClockCheck check;
    private final DemoTime demo;
    private final boolean follow;
    private final Workers workers;
    private final List<Worker> started = new ArrayList<>();
    private volatile boolean running;

    ClockWatch(ClockCheck check, DemoTime demo, boolean follow, Workers workers) {
        this.check = check;
        this.demo = demo;
        this.follow = follow;
        this.workers = workers;
    }

    @Override
    public void start() {
        running = true;
        started.add(Worker.start(workers, "clock-watch", CHECK_EVERY, check::warn));
        if (follow) {
            started.add(Worker.start(workers, "demo-clock-watch", FOLLOW_EVERY, demo::follow));
        }
    }

    @Override
    public void stop() {
        running = false;
        started.forEach(worker -> worker.stop(Duration.ZERO));
        started.clear();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
