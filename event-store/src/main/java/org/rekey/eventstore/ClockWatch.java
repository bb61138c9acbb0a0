package org.rekey.eventstore;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Looks at the clocks now and then: whether they agree, and where time may be moved, whether it has been. */
final class ClockWatch implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ClockWatch.class);
    private static final long CHECK_EVERY_SECONDS = 60;
    private static final long FOLLOW_EVERY_SECONDS = 1;

    private final ClockCheck check;
    private final DemoTime demo;
    private final boolean follow;
    private ScheduledExecutorService thread = Executors.newScheduledThreadPool(0);
    private volatile boolean running;

    ClockWatch(ClockCheck check, DemoTime demo, boolean follow) {
        this.check = check;
        this.demo = demo;
        this.follow = follow;
    }

    @Override
    public void start() {
        running = true;
        thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread watching = new Thread(task, "clock-watch");
            watching.setDaemon(true);
            return watching;
        });
        every(CHECK_EVERY_SECONDS, check::warn);
        if (follow) {
            every(FOLLOW_EVERY_SECONDS, demo::follow);
        }
    }

    private void every(long seconds, Runnable look) {
        var unused = thread.scheduleWithFixedDelay(
                () -> {
                    try {
                        look.run();
                    } catch (RuntimeException e) {
                        log.debug("Nobody knows at present what time it is elsewhere", e);
                    }
                },
                0,
                seconds,
                TimeUnit.SECONDS);
    }

    @Override
    public void stop() {
        running = false;
        thread.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
