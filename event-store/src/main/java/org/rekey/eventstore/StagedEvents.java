package org.rekey.eventstore;

import java.util.ArrayList;
import java.util.List;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/** What the running transaction has decided so far, which is appended to the log when it commits. */
public final class StagedEvents {

    private static final String KEY = "rekey.staged";

    private StagedEvents() {}

    /** In the order in which they will stand in the log; none outside a transaction. */
    public static List<DomainEventMessage<?>> current() {
        return CurrentUnitOfWork.isStarted() ? List.copyOf(of(CurrentUnitOfWork.get())) : List.of();
    }

    static void add(List<? extends EventMessage<?>> events) {
        CurrentUnitOfWork.ifStarted(unit -> {
            for (EventMessage<?> event : events) {
                if (event instanceof DomainEventMessage<?> domainEvent) {
                    of(unit).add(domainEvent);
                }
            }
        });
    }

    private static List<DomainEventMessage<?>> of(UnitOfWork<?> unit) {
        return unit.root().getOrComputeResource(KEY, key -> new ArrayList<>());
    }
}
