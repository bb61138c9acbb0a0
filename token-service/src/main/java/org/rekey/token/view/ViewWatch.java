package org.rekey.token.view;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.jspecify.annotations.Nullable;
import org.rekey.eventstore.LogHead;
import org.rekey.eventstore.ProjectionPositions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Whether the view in memory may be answered from: it was caught up once, and its processor has run in this process and
 * met no poison event since. An unreachable database does not count: while nobody can commit, nothing becomes wrong.
 */
@Component
public class ViewWatch implements SmartLifecycle {

    /** After the processors, which start much earlier, and before the web server. */
    public static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 8192;

    private static final Logger log = LoggerFactory.getLogger(ViewWatch.class);
    private static final long LOOK_EVERY_MILLIS = 100;

    private final Configuration axon;
    private final ProjectionPositions positions;
    private final LogHead head;
    private final List<ViewListener> listeners;
    private final Clock clock;
    private volatile Instant readySince = Instant.MAX;
    private volatile @Nullable String unavailable = "the token view has not been read yet";
    private volatile @Nullable ScheduledExecutorService thread;
    private boolean missed = true;
    private long target = -1;

    ViewWatch(
            Configuration axon,
            ProjectionPositions positions,
            LogHead head,
            List<ViewListener> listeners,
            Clock clock) {
        this.axon = axon;
        this.positions = positions;
        this.head = head;
        this.listeners = listeners;
        this.clock = clock;
    }

    /** @throws ViewUnavailableException if nobody can tell at the moment what is true */
    public void requireReady() {
        String reason = unavailable;
        if (reason != null) {
            throw new ViewUnavailableException(reason);
        }
    }

    public boolean isReady() {
        return unavailable == null;
    }

    /** Since when it has been this process that answers: what came before it, another one may have answered. */
    public Instant readySince() {
        return readySince;
    }

    @Override
    public void start() {
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread watching = new Thread(task, "token-view-watch");
            watching.setDaemon(true);
            return watching;
        });
        var unused = started.scheduleWithFixedDelay(this::lookSafely, 0, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
        thread = started;
    }

    private void lookSafely() {
        try {
            look();
        } catch (RuntimeException e) {
            log.debug("Cannot tell how far the token view is", e);
        }
    }

    private void look() {
        EventTrackerStatus status = status();
        if (status == null) {
            giveUp("the token view is kept by another process, or by none");
        } else if (status.isErrorState()) {
            if (Outage.isCauseOf(status.getError())) {
                missed = true;
            } else {
                giveUp("the token view has been stopped by an event that it cannot read");
            }
        } else {
            goOn();
        }
    }

    private @Nullable EventTrackerStatus status() {
        return axon.eventProcessingConfiguration()
                .eventProcessor(TokenViewProjection.NAME, StreamingEventProcessor.class)
                .flatMap(processor ->
                        processor.processingStatus().values().stream().findFirst())
                .orElse(null);
    }

    private void giveUp(String reason) {
        if (unavailable == null) {
            log.error("No token is issued or checked: {}", reason);
        }
        unavailable = reason;
        missed = true;
        target = -1;
    }

    private void goOn() {
        if (missed) {
            listeners.forEach(ViewListener::everythingChanged);
            missed = false;
        }
        if (unavailable != null) {
            if (target < 0) {
                target = head.committed();
            }
            if (positions.position(TokenViewProjection.NAME) >= target) {
                readySince = clock.instant();
                unavailable = null;
            }
        }
    }

    @Override
    public void stop() {
        ScheduledExecutorService started = thread;
        if (started != null) {
            started.shutdownNow();
            thread = null;
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
