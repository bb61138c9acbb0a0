package org.rekey.domain.log;

import java.util.HashSet;
import java.util.Set;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;
import org.jspecify.annotations.NullUnmarked;

/** The log itself: how often it was restored. */
@AggregateRoot(type = "log")
@NullUnmarked
public class EventLog {

    public static final String STREAM = "log:restores";

    @AggregateIdentifier
    private String stream;

    private final Set<String> labels = new HashSet<>();

    protected EventLog() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    public void handle(ConfirmRestore command) {
        if (!labels.contains(command.label())) {
            AggregateLifecycle.apply(new LogRestored(command.generation(), command.label()));
        }
    }

    @EventHandler
    void on(LogRestored event) {
        stream = STREAM;
        labels.add(event.label());
    }
}
