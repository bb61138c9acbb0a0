package org.rekey.eventstore;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.EventHandlerInvoker;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.EventTrackerStatusChangeListener;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.TrackingEventProcessor;
import org.axonframework.eventhandling.TrackingEventProcessorConfiguration;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.messaging.StreamableMessageSource;
import org.rekey.domain.Halt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows the log from its beginning, one event after the other, and stops at the first that fails until it does not. */
final class LogProcessor extends TrackingEventProcessor {

    private static final Logger log = LoggerFactory.getLogger(LogProcessor.class);

    static final int BATCH = 100;
    private static final long LONGEST_PAUSE_MILLIS = 2_000;

    private final LogSource source;
    private final Runnable beforeStart;
    private final Heartbeat heartbeat;

    LogProcessor(
            String name,
            EventHandlerInvoker handlers,
            LogSource source,
            TokenStore tokens,
            TransactionManager transactions,
            EventTrackerStatusChangeListener status,
            Runnable beforeStart,
            Heartbeat heartbeat) {
        super(builder()
                .name(name)
                .eventHandlerInvoker(handlers)
                .errorHandler(PropagatingErrorHandler.instance())
                .messageSource(source)
                .tokenStore(tokens)
                .transactionManager(transactions)
                .trackingEventProcessorConfiguration(TrackingEventProcessorConfiguration.forSingleThreadedProcessing()
                        .andInitialTrackingToken(StreamableMessageSource::createTailToken)
                        .andBatchSize(BATCH)
                        .andTokenClaimInterval(1, TimeUnit.SECONDS)
                        .andEventTrackerStatusChangeListener(status)));
        this.source = source;
        this.beforeStart = beforeStart;
        this.heartbeat = heartbeat;
        registerHandlerInterceptor((batch, next) -> {
            try {
                return next.proceed();
            } catch (Throwable e) {
                Halt.onOutOfMemory(e); // else it ends this processor, and nothing but this processor
                throw e;
            }
        });
    }

    @Override
    public void start() {
        if (!isRunning()) {
            beforeStart.run();
        }
        super.start();
    }

    @Override
    public void shutDown() {
        shutdownAsync().join();
    }

    @Override
    public CompletableFuture<Void> shutdownAsync() {
        CompletableFuture<Void> stopped = super.shutdownAsync();
        source.log().release();
        return stopped;
    }

    /** Axon would pause for up to a minute, long after the database is back. */
    @Override
    protected void doSleepFor(long millis) {
        heartbeat.beat();
        super.doSleepFor(Math.min(millis, LONGEST_PAUSE_MILLIS));
    }

    /** Publishes what a processor of this name has come to, and what stopped it. */
    record Listener(String name, ProjectionPositions positions, ProjectionErrors errors)
            implements EventTrackerStatusChangeListener {

        @Override
        public void onEventTrackerStatusChange(Map<Integer, EventTrackerStatus> changes) {
            changes.values().forEach(this::changed);
        }

        private void changed(EventTrackerStatus status) {
            if (status.trackerRemoved()) {
                positions.released(name);
                return;
            }
            if (status.isErrorState()) {
                Halt.onOutOfMemory(status.getError());
                tell(status.getError());
                errors.stopped(name, status.getError());
                positions.released(name);
            } else {
                errors.goesOn(name);
                positions.moved(name, status.getCurrentPosition().orElse(0));
            }
        }

        /** Once, and not at each attempt to go on. */
        private void tell(Throwable error) {
            if (!Outage.isNoneButPoison(error)) {
                OutageLog.noticed(name, error);
            } else if (!errors.isTold(name)) {
                log.error("{} is stopped by an event that it tries again and again", name, error);
            }
        }

        @Override
        public boolean validatePositions() {
            return true;
        }
    }
}
