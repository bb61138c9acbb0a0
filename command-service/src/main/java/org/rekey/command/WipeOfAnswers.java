package org.rekey.command;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.rekey.eventstore.Worker;
import org.rekey.eventstore.Workers;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Takes sealed answers out of the database when their time is over, whether anybody writes or not. */
@Component
class WipeOfAnswers implements SmartLifecycle {

    private final IdempotentAnswers answers;
    private final Duration every;
    private final Workers workers;
    private volatile @Nullable Worker worker;

    WipeOfAnswers(
            IdempotentAnswers answers,
            @Value("${rekey.idempotency.wipe-every:PT30S}") Duration every,
            Workers workers) {
        this.answers = answers;
        this.every = every;
        this.workers = workers;
    }

    @Override
    public void start() {
        worker = Worker.start(workers, "wipe-of-answers", every, every, answers::wipeExpired);
    }

    @Override
    public void stop() {
        Worker started = worker;
        if (started != null) {
            started.stop(Duration.ZERO);
        }
        worker = null;
    }

    @Override
    public boolean isRunning() {
        return worker != null;
    }
}
