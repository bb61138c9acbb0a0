package org.rekey.eventstore;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.AnnotationEventHandlerAdapter;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.GenericTrackedDomainEventMessage;
import org.axonframework.eventhandling.ReplayToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.ResultMessage;
import org.axonframework.messaging.annotation.HandlerDefinition;
import org.axonframework.messaging.annotation.ParameterResolverFactory;
import org.axonframework.messaging.unitofwork.BatchingUnitOfWork;

/** Applies the log to a projection as its processor would, but as a replay and in the transactions it is given. */
final class Fold {

    private static final int BATCH = 500;

    private final EventStorageEngine log;
    private final ParameterResolverFactory parameters;
    private final HandlerDefinition handlers;

    Fold(EventStorageEngine log, ParameterResolverFactory parameters, HandlerDefinition handlers) {
        this.log = log;
        this.parameters = parameters;
        this.handlers = handlers;
    }

    /** One batch of the events after {@code position}, up to {@code target}. Returns the position it has come to. */
    long batch(Projection projection, long position, long target, TransactionManager transactions) {
        List<TrackedEventMessage<?>> events = read(position, target);
        if (events.isEmpty()) {
            throw new IllegalStateException("the log ends before position " + target);
        }
        var handler = new AnnotationEventHandlerAdapter(projection, parameters, handlers);
        BatchingUnitOfWork<TrackedEventMessage<?>> unit = new BatchingUnitOfWork<>(events);
        unit.attachTransaction(transactions);
        ResultMessage<?> result = unit.executeWithResult(() -> {
            handle(handler, unit.getMessage());
            return null;
        });
        if (result.isExceptional()) {
            throw result.exceptionResult() instanceof RuntimeException e
                    ? e
                    : new IllegalStateException(result.exceptionResult());
        }
        return positionOf(events.get(events.size() - 1));
    }

    private static void handle(AnnotationEventHandlerAdapter handler, TrackedEventMessage<?> event) {
        try {
            handler.handle(event);
        } catch (Exception e) {
            throw Outage.isCauseOf(e) && e instanceof RuntimeException outage
                    ? outage
                    : PoisonEventException.unhandled(positionOf(event), event.getIdentifier(), e);
        }
    }

    private List<TrackedEventMessage<?>> read(long position, long target) {
        Iterator<? extends TrackedEventMessage<?>> events =
                log.readEvents(at(position), false).iterator();
        List<TrackedEventMessage<?>> batch = new ArrayList<>();
        long last = position;
        while (last < target && batch.size() < BATCH && events.hasNext()) {
            TrackedEventMessage<?> event = events.next();
            last = positionOf(event);
            batch.add(asReplay(event, target));
        }
        return batch;
    }

    /** So that handlers may tell, by Axon's {@code ReplayStatus} and {@code @DisallowReplay}. */
    private static TrackedEventMessage<?> asReplay(TrackedEventMessage<?> event, long target) {
        TrackingToken token = ReplayToken.createReplayToken(at(target), event.trackingToken());
        return event instanceof GenericTrackedDomainEventMessage<?> domainEvent
                ? domainEvent.withTrackingToken(token)
                : event;
    }

    private static long positionOf(TrackedEventMessage<?> event) {
        return event.trackingToken().position().orElseThrow();
    }

    private static TrackingToken at(long position) {
        return GapAwareTrackingToken.newInstance(position, Set.of());
    }
}
