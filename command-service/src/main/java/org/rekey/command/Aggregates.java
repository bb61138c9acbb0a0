package org.rekey.command;

import java.util.Optional;
import org.axonframework.config.Configuration;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.modelling.command.Aggregate;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What the running transaction knows of a stream: its state follows the commands sent in the same transaction. */
@Component
public class Aggregates {

    private final ObjectProvider<Configuration> axon;
    private final EventStore log;

    Aggregates(ObjectProvider<Configuration> axon, EventStore log) {
        this.axon = axon;
        this.log = log;
    }

    public static final class Loaded<A> {

        private final Aggregate<A> aggregate;

        private Loaded(Aggregate<A> aggregate) {
            this.aggregate = aggregate;
        }

        public A now() {
            return aggregate.invoke(root -> root);
        }

        /** The sequence number of the last event. */
        public long version() {
            return aggregate.version();
        }

        /** @throws org.rekey.adminapi.ProblemException 412 if the caller builds on another version */
        public Loaded<A> asExpectedBy(Act act) {
            act.refuseStale(version());
            return this;
        }
    }

    /** Whether there is, or was, such a thing. */
    public boolean exists(String stream) {
        return log.lastSequenceNumberFor(stream).isPresent();
    }

    /** Empty when there is no such stream. Asks first, because Axon logs a stack trace for every one that is missing. */
    public <A> Optional<Loaded<A>> find(Class<A> type, String stream) {
        return log.lastSequenceNumberFor(stream).map(last -> load(type, stream));
    }

    /** One that is there, be it since a moment ago in the same transaction. */
    public <A> Loaded<A> load(Class<A> type, String stream) {
        return new Loaded<>(axon.getObject().repository(type).load(stream));
    }
}
