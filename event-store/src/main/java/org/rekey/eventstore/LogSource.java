package org.rekey.eventstore;

import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;

/**
 * The log for one processor. Once stopped by an event, it gets all before that one by itself, in batches of one.
 *
 * @param concerns whether the processor does anything with an event
 * @param reached takes the positions that the processor has come to without storing them
 * @param looks called again and again while the processor looks for more
 */
record LogSource(
        WakingEventStore log,
        BooleanSupplier stopped,
        Predicate<TrackedEventMessage<?>> concerns,
        LongConsumer reached,
        Runnable looks)
        implements StreamableMessageSource<TrackedEventMessage<?>> {

    /** A batch, and what may be handed out before each of its events. */
    private static final int SINGLY = 2 * LogProcessor.BATCH;

    @Override
    public LogStream openStream(@Nullable TrackingToken position) {
        return new LogStream(log, position, stopped.getAsBoolean() ? SINGLY : 0, concerns, reached, looks);
    }

    @Override
    public TrackingToken createTailToken() {
        return log.createTailToken();
    }

    @Override
    public TrackingToken createHeadToken() {
        return log.createHeadToken();
    }

    @Override
    public TrackingToken createTokenAt(Instant instant) {
        return log.createTokenAt(instant);
    }
}
