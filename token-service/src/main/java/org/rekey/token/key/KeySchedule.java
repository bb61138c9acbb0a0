package org.rekey.token.key;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.rekey.eventstore.Outage;
import org.rekey.eventstore.OutageLog;
import org.rekey.eventstore.Worker;
import org.rekey.eventstore.Workers;
import org.rekey.token.view.ViewWatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Looks after the keys for as long as the process runs. The web server starts after it: by then there is a key, unless the
 * view does not come up.
 */
@Component
class KeySchedule implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(KeySchedule.class);
    private static final Duration TICK = Duration.ofMillis(100);
    private static final int TICKS_BETWEEN_RUNS = 600;
    private static final long LONGEST_START_SECONDS = 15;

    private final KeyRotation rotation;
    private final ViewWatch view;
    private final CountDownLatch firstRun = new CountDownLatch(1);
    private final Workers workers;
    private volatile @Nullable Worker worker;
    private int ticksLeft;

    KeySchedule(KeyRotation rotation, ViewWatch view, Workers workers) {
        this.rotation = rotation;
        this.view = view;
        this.workers = workers;
    }

    @Override
    public void start() {
        worker = Worker.start(workers, "signing-keys", TICK, this::tickSafely);
        awaitFirstRun();
    }

    private void awaitFirstRun() {
        try {
            if (!firstRun.await(LONGEST_START_SECONDS, TimeUnit.SECONDS)) {
                log.warn("There is no signing key yet, so no token can be issued");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tickSafely() {
        try {
            tick();
        } catch (RuntimeException e) {
            if (Outage.isCauseOf(e)) {
                OutageLog.noticed("signing-keys", e);
            } else {
                log.error("The signing keys cannot be rotated", e);
            }
            ticksLeft = TICKS_BETWEEN_RUNS / 10;
        }
    }

    private void tick() {
        if (view.isReady() && ticksLeft-- <= 0) {
            rotation.run();
            firstRun.countDown();
            ticksLeft = TICKS_BETWEEN_RUNS;
        }
    }

    @Override
    public void stop() {
        Worker started = worker;
        if (started != null) {
            started.stop(Duration.ZERO);
            worker = null;
        }
    }

    @Override
    public boolean isRunning() {
        return worker != null;
    }

    @Override
    public int getPhase() {
        return ViewWatch.PHASE + 1;
    }
}
