package org.rekey.eventstore;

import java.time.Clock;
import java.time.Instant;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.NullUnmarked;
import org.rekey.domain.DomainEvent;
import org.rekey.domain.TextValue;

/** The smallest thing that can be counted up, for tests. */
@AggregateRoot(type = "counter")
@NullUnmarked
public class Counter {

    record Name(String value) implements TextValue {}

    record Create(@TargetAggregateIdentifier String stream) {}

    record Count(@TargetAggregateIdentifier String stream) {}

    record Refuse(@TargetAggregateIdentifier String stream) {}

    record Created(Name name, Instant at) implements DomainEvent {}

    record Counted(Name name, int value) implements DomainEvent {}

    @AggregateIdentifier
    private String stream;

    private int value;

    protected Counter() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.ALWAYS)
    public void handle(Create command, Clock clock) {
        AggregateLifecycle.apply(new Created(new Name(command.stream()), clock.instant()));
    }

    @CommandHandler
    public int handle(Count command) {
        AggregateLifecycle.apply(new Counted(new Name(stream), value + 1));
        return value;
    }

    @CommandHandler
    public void handle(Refuse command) {
        throw new IllegalArgumentException("no");
    }

    @EventHandler
    void on(Created event) {
        stream = event.name().value();
    }

    @EventHandler
    void on(Counted event) {
        value = event.value();
    }
}
