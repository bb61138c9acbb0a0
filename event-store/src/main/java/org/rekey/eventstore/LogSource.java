package org.rekey.eventstore;

import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;

/** The log for one processor. Once stopped by an event, it gets all before that one by itself, in batches of one. */
record LogSource(WakingEventStore log, BooleanSupplier stopped)
        implements StreamableMessageSource<TrackedEventMessage<?>> {

    @Override
    public LogStream openStream(@Nullable TrackingToken position) {
        return log.openStream(position, stopped.getAsBoolean() ? LogProcessor.BATCH : 0);
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
