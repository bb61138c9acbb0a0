package org.rekey.eventstore;

import java.util.function.BooleanSupplier;
import org.axonframework.eventhandling.EventHandlerInvoker;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * Between a processor and its handlers: says which event stopped it and, for a projection, takes every event, handled or
 * not, so that its position is that of the log.
 */
final class ProjectionInvoker implements EventHandlerInvoker {

    private final EventHandlerInvoker handlers;
    private final String name;
    private final boolean takesAll;
    private final ProjectionPositions positions;
    private final ProjectionErrors errors;
    private final Heartbeat heartbeat;
    private final BooleanSupplier connected;

    /** @param connected whether the database can be reached in the transaction in which an event was not handled */
    ProjectionInvoker(
            EventHandlerInvoker handlers,
            String name,
            boolean takesAll,
            ProjectionPositions positions,
            ProjectionErrors errors,
            Heartbeat heartbeat,
            BooleanSupplier connected) {
        this.handlers = handlers;
        this.name = name;
        this.takesAll = takesAll;
        this.positions = positions;
        this.errors = errors;
        this.heartbeat = heartbeat;
        this.connected = connected;
    }

    @Override
    public boolean canHandle(EventMessage<?> event, Segment segment) {
        return takesAll || handlers.canHandle(event, segment);
    }

    @Override
    public boolean canHandleType(Class<?> payloadType) {
        return takesAll || handlers.canHandleType(payloadType);
    }

    @Override
    public void handle(EventMessage<?> event, Segment segment) throws Exception {
        long position = event instanceof TrackedEventMessage<?> tracked
                ? tracked.trackingToken().position().orElse(0)
                : 0;
        try {
            handlers.handle(event, segment);
        } catch (Exception e) {
            if (Outage.isCauseOf(e) || !connected.getAsBoolean()) {
                throw e;
            }
            PoisonEventException poison = PoisonEventException.unhandled(position, event.getIdentifier(), e);
            errors.stopped(name, poison);
            throw poison;
        } catch (Error e) {
            // The processor's thread does not survive it.
            heartbeat.ended(e);
            throw e;
        }
        heartbeat.beat();
        UnitOfWork<?> transaction = CurrentUnitOfWork.get().root();
        transaction.afterCommit(unit -> positions.moved(name, position));
        transaction.onRollback(unit -> positions.undecided(name, position));
    }

    @Override
    public boolean supportsReset() {
        return handlers.supportsReset();
    }

    @Override
    public void performReset() {
        handlers.performReset();
    }

    @Override
    public <R> void performReset(@Nullable R context) {
        handlers.performReset(context);
    }

    @Override
    public void segmentReleased(Segment segment) {
        handlers.segmentReleased(segment);
    }
}
