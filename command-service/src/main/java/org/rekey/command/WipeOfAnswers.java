package org.rekey.command;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Takes sealed answers out of the database when their time is over, whether anybody writes or not. */
@Component
class WipeOfAnswers implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(WipeOfAnswers.class);

    private final IdempotentAnswers answers;
    private final long everyMillis;
    private volatile @Nullable ScheduledExecutorService thread;

    WipeOfAnswers(IdempotentAnswers answers, @Value("${rekey.idempotency.wipe-every:PT30S}") Duration every) {
        this.answers = answers;
        this.everyMillis = every.toMillis();
    }

    @Override
    public void start() {
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread wiper = new Thread(task, "wipe-of-answers");
            wiper.setDaemon(true);
            return wiper;
        });
        started.scheduleWithFixedDelay(this::wipe, everyMillis, everyMillis, TimeUnit.MILLISECONDS);
        thread = started;
    }

    private void wipe() {
        try {
            answers.wipeExpired();
        } catch (RuntimeException e) {
            log.warn("Sealed answers whose time is over could not be wiped; the next attempt follows", e);
        }
    }

    @Override
    public void stop() {
        ScheduledExecutorService running = thread;
        if (running != null) {
            running.shutdownNow();
        }
        thread = null;
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
