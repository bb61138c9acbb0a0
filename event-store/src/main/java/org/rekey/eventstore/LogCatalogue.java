package org.rekey.eventstore;

import java.util.Set;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.rekey.domain.api.AccessLevel;
import org.rekey.domain.api.ApiChanged;
import org.rekey.domain.api.ApiKey;
import org.rekey.domain.api.ApiRegistered;
import org.rekey.domain.api.ApiRetired;
import org.rekey.domain.api.Catalogue;

/** The catalogue as the log says it is, including what the same transaction has done before. */
final class LogCatalogue implements Catalogue {

    private final EventStore log;

    LogCatalogue(EventStore log) {
        this.log = log;
    }

    @Override
    public Set<AccessLevel> offeredBy(ApiKey key) {
        Set<AccessLevel> offered = Set.of();
        DomainEventStream events = log.readEvents(key.stream());
        while (events.hasNext()) {
            Object event = events.next().getPayload();
            if (event instanceof ApiRegistered registered) {
                offered = registered.definition().access();
            } else if (event instanceof ApiChanged changed) {
                offered = changed.definition().access();
            } else if (event instanceof ApiRetired) {
                offered = Set.of();
            }
        }
        return offered;
    }
}
