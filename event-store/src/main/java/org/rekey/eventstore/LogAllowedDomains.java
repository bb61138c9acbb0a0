package org.rekey.eventstore;

import java.util.Set;
import java.util.TreeSet;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.rekey.domain.alert.AlertDomainAllowed;
import org.rekey.domain.alert.AlertDomainDisallowed;
import org.rekey.domain.alert.AlertDomains;
import org.rekey.domain.alert.AllowedDomains;

/** The domains as the log says, including what the same transaction has done before. */
final class LogAllowedDomains implements AllowedDomains {

    private final EventStore log;

    LogAllowedDomains(EventStore log) {
        this.log = log;
    }

    @Override
    public Set<String> domains() {
        Set<String> allowed = new TreeSet<>();
        DomainEventStream events = log.readEvents(AlertDomains.STREAM);
        while (events.hasNext()) {
            Object event = events.next().getPayload();
            if (event instanceof AlertDomainAllowed added) {
                allowed.add(added.domain());
            } else if (event instanceof AlertDomainDisallowed removed) {
                allowed.remove(removed.domain());
            }
        }
        return allowed;
    }
}
