package org.rekey.notifier;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.rekey.eventstore.LogContinuity;
import org.rekey.eventstore.Worker;
import org.rekey.eventstore.Workers;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;

/** Looks for work again and again, on threads of its own, for as long as the process runs. */
public abstract class Rounds implements SmartLifecycle {

    private static final Duration LONGEST_FAREWELL = Duration.ofSeconds(30);

    private final String name;
    private final int count;
    private final Duration every;
    private final List<Worker> started = new CopyOnWriteArrayList<>();
    private @Nullable LogContinuity continuity;
    private volatile boolean running;
    private @Nullable Workers workers;

    protected Rounds(String name, int count, Duration every) {
        this.name = name;
        this.count = count;
        this.every = every;
    }

    /** Where its threads are known by name. */
    @Autowired
    public final void knownTo(Workers all) {
        workers = all;
    }

    /** On each thread. What it throws is logged, and the next one comes all the same. */
    protected abstract void round();

    @Autowired
    void useLog(LogContinuity logContinuity) {
        this.continuity = logContinuity;
    }

    /** What a log says that was put back has been said before, and may not be true any more. */
    private void guarded() {
        if (continuity == null || continuity.isWhole()) {
            round();
        }
    }

    @Override
    public void start() {
        Workers all = Objects.requireNonNull(workers, "nobody knows of these rounds");
        running = true;
        for (int i = 1; i <= count; i++) {
            started.add(Worker.start(all, count == 1 ? name : name + "-" + i, every, every, this::guarded));
        }
    }

    /** Gives what is under way some time to end. */
    @Override
    public void stop() {
        running = false;
        long deadline = System.nanoTime() + LONGEST_FAREWELL.toNanos();
        started.forEach(Worker::askToStop);
        started.forEach(worker -> worker.stop(Duration.ofNanos(deadline - System.nanoTime())));
        started.clear();
    }

    /** Whoever asks this in a round is there, and asks whether to go on. */
    @Override
    public boolean isRunning() {
        Worker.beat();
        return running;
    }
}
