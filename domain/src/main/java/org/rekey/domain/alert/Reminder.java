package org.rekey.domain.alert;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;
import org.jspecify.annotations.NullUnmarked;

/** One reminder, in a stream of its own: it can be recorded once, and no change of its client competes with it. */
@AggregateRoot(type = "reminder")
@NullUnmarked
public class Reminder {

    @AggregateIdentifier
    private String stream;

    protected Reminder() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.ALWAYS)
    public void handle(RecordExpiryReminder command) {
        ReminderKey key = command.key();
        AggregateLifecycle.apply(
                command.recipients().isEmpty()
                        ? new ExpiryReminderFailed(
                                key.clientId(),
                                key.secretId(),
                                key.kind(),
                                key.dueOn(),
                                command.worksUntil(),
                                command.refused())
                        : new ExpiryReminderSent(
                                key.clientId(),
                                key.secretId(),
                                key.kind(),
                                key.dueOn(),
                                command.worksUntil(),
                                command.recipients(),
                                command.refused()));
    }

    @EventHandler
    void on(ReminderEvent event) {
        stream = event.key().stream();
    }
}
