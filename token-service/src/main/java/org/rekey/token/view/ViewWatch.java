package org.rekey.token.view;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.jspecify.annotations.Nullable;
import org.rekey.eventstore.Lease;
import org.rekey.eventstore.Leases;
import org.rekey.eventstore.LogContinuity;
import org.rekey.eventstore.LogHead;
import org.rekey.eventstore.Outage;
import org.rekey.eventstore.ProjectionPositions;
import org.rekey.eventstore.Worker;
import org.rekey.eventstore.Workers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Says whether the view in memory may be answered from: this process keeps it up to date, has met no poison event, and
 * holds a lease. A database that is away for less than the lease does not count.
 */
@Component
public class ViewWatch implements SmartLifecycle {

    /** After the processors, which start much earlier, and before the web server. */
    public static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 8192;

    private static final Logger log = LoggerFactory.getLogger(ViewWatch.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(25);
    private static final Duration LONGEST_FAREWELL = Duration.ofSeconds(3);

    private final Configuration axon;
    private final ProjectionPositions positions;
    private final Leases leases;
    private final Lease lease;
    private final LogHead head;
    private final LogContinuity continuity;
    private final Clock clock;
    private final Workers workers;
    private volatile Instant readySince = Instant.MAX;
    private volatile @Nullable String unavailable = "the token view has not been read yet";
    private volatile @Nullable Worker worker;

    ViewWatch(
            Configuration axon,
            ProjectionPositions positions,
            Leases leases,
            LeaseProperties properties,
            LogHead head,
            LogContinuity continuity,
            Clock clock,
            Workers workers) {
        this.axon = axon;
        this.positions = positions;
        this.leases = leases;
        this.head = head;
        this.lease = leases.open(TokenViewProjection.NAME, properties.lease());
        this.continuity = continuity;
        this.clock = clock;
        this.workers = workers;
    }

    /**
     * Asked before memory is read, and again before what was found is answered: the process may have slept meanwhile.
     *
     * @throws ViewUnavailableException if nobody can tell at the moment what is true
     */
    public void requireReady() {
        requireView();
        continuity.requireWhole();
    }

    /** Asked before a no is answered: the token that has just shown that the log was put back is inactive. */
    public void requireView() {
        String reason = whyUnavailable();
        if (reason != null) {
            throw new ViewUnavailableException(reason);
        }
    }

    public boolean isReady() {
        return whyUnavailable() == null && continuity.isWhole();
    }

    /** Null when tokens are issued and checked. */
    @Nullable
    String whyUnavailable() {
        String reason = unavailable;
        return reason == null && !lease.isHeld() ? "the lease has ended, and the database has not renewed it" : reason;
    }

    /**
     * For a copy that does not serve: waits until the tables, which another one keeps, say all that was committed by now.
     *
     * @throws ViewUnavailableException if that takes longer than 5 s
     */
    public void awaitStored() {
        if (!leases.awaitStored(head.committed())) {
            throw new ViewUnavailableException("the token view is behind the log");
        }
    }

    /** Whether the view has come to this position of the log. */
    public boolean hasSeen(long position) {
        return positions.position(TokenViewProjection.NAME) >= position;
    }

    /** Since when it has been this process that answers: what came before it, another one may have answered. */
    public Instant readySince() {
        return readySince;
    }

    @Override
    public void start() {
        worker = Worker.start(workers, "token-view-watch", LOOK_EVERY, this::look);
    }

    private void look() {
        EventTrackerStatus status = status();
        if (status == null) {
            giveUp("the token view is kept by another process, or by none");
        } else if (status.isErrorState()) {
            if (Outage.isNoneButPoison(status.getError())) {
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
        lease.release();
    }

    /** Only while this process follows the log: otherwise others would wait for what it does not read. */
    private void goOn() {
        Long seen = positions.positionHere(TokenViewProjection.NAME);
        if (seen == null) {
            return;
        }
        lease.renew(seen);
        if (unavailable != null && lease.isHeld()) {
            readySince = clock.instant();
            unavailable = null;
        }
    }

    @Override
    public void stop() {
        Worker started = worker;
        if (started != null) {
            unavailable = "this process is stopping";
            worker = null;
            if (started.stop(LONGEST_FAREWELL)) {
                lease.release();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return worker != null;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
