package org.rekey.eventstore;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Keeps the lock on the node id, also after the database was away, and says so when another process has taken it meanwhile. */
final class NodeWatch implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(NodeWatch.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);
    private static final Duration LONGEST_FAREWELL = Duration.ofSeconds(3);

    private final NodeSession session;
    private final Workers workers;
    private volatile boolean alone = true;
    private volatile @Nullable Worker worker;

    NodeWatch(NodeSession session, Workers workers) {
        this.session = session;
        this.workers = workers;
    }

    @Override
    public void start() {
        Heartbeat heartbeat = workers.register("node-id", LOOK_EVERY, () -> alone);
        worker = Worker.start(workers, "node-watch", LOOK_EVERY, () -> {
            look();
            heartbeat.beat();
        });
    }

    private void look() {
        boolean held = session.isHeld();
        if (alone && !held) {
            log.error(
                    "Not ready: another process goes by the node id {} (rekey.node-id). Two that share one handle each event twice",
                    session.node());
        }
        alone = held;
    }

    @Override
    public void stop() {
        Worker started = worker;
        if (started != null) {
            worker = null;
            started.stop(LONGEST_FAREWELL);
        }
    }

    @Override
    public boolean isRunning() {
        return worker != null;
    }
}
