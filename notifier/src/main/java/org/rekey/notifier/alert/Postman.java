package org.rekey.notifier.alert;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.rekey.domain.alert.RecordExpiryReminder;
import org.rekey.domain.alert.ReminderSchedule;
import org.rekey.eventstore.Provenance;
import org.rekey.notifier.alert.ReminderTable.State;
import org.springframework.stereotype.Component;

/**
 * Sends one reminder, if there is still a reason to, and puts on record what became of it. All in one transaction that the
 * caller provides: what is sent twice is only what was taken by the mail server right before this process died.
 */
@Component
class Postman {

    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private final ReminderTable table;
    private final Situations situations;
    private final Recipients recipients;
    private final RefusedAddresses refusedAddresses;
    private final ReminderText text;
    private final ReminderSchedule schedule;
    private final Post post;
    private final CommandGateway commands;
    private final Clock clock;

    Postman(
            ReminderTable table,
            Situations situations,
            Recipients recipients,
            RefusedAddresses refusedAddresses,
            ReminderText text,
            ReminderSchedule schedule,
            Post post,
            CommandGateway commands,
            Clock clock) {
        this.table = table;
        this.situations = situations;
        this.recipients = recipients;
        this.refusedAddresses = refusedAddresses;
        this.text = text;
        this.schedule = schedule;
        this.post = post;
        this.commands = commands;
        this.clock = clock;
    }

    void send(DueReminder due) {
        Instant now = clock.instant();
        Optional<Situation> client = situations.of(due.key().clientId());
        String silence = due.superseded()
                ? "a later one says more"
                : client.map(found -> found.reasonToBeSilent(due.key(), schedule, now))
                        .or(() -> client.isPresent() ? Optional.empty() : Optional.of("deleted"))
                        .orElse(null);
        if (silence != null) {
            table.done(due.key(), State.SKIPPED, due.delivered(), due.refused(), silence, now);
        } else {
            send(due, client.orElseThrow(), now);
        }
    }

    private void send(DueReminder due, Situation client, Instant now) {
        Instant worksUntil = client.worksUntil(due.key());
        List<String> delivered = new ArrayList<>(due.delivered());
        List<String> refused = new ArrayList<>(due.refused());
        List<Recipient> open = open(recipients.of(client), delivered, refused);
        if (open.isEmpty() && delivered.isEmpty()) {
            open = open(recipients.administrators(client.tenant()), delivered, refused);
        }
        Delivery delivery =
                open.isEmpty() ? Delivery.toAll(open) : post.deliver(text.of(due.key(), client, worksUntil, now), open);
        delivery.delivered().forEach(one -> delivered.add(one.shown()));
        delivery.refused().forEach(one -> {
            refused.add(one.shown());
            refusedAddresses.add(one.shown(), String.valueOf(delivery.answer()), now);
        });
        boolean nobodyYet = delivered.isEmpty() && !open.isEmpty();
        if (!delivery.postponed().isEmpty()) {
            table.again(
                    due.key(), now.plus(pause(due.attempts())), delivered, refused, String.valueOf(delivery.answer()));
        } else if (nobodyYet) {
            // All were refused: then the administrators are told.
            table.again(due.key(), now, delivered, refused, String.valueOf(delivery.answer()));
        } else {
            State state = delivered.isEmpty() ? State.FAILED : State.SENT;
            table.done(due.key(), state, delivered, refused, delivery.answer(), now);
            record(due, new RecordExpiryReminder(due.key(), worksUntil, delivered, refused));
        }
    }

    private List<Recipient> open(List<Recipient> all, List<String> delivered, List<String> refused) {
        refusedAddresses.among(all, clock.instant()).stream()
                .filter(address -> !refused.contains(address))
                .forEach(refused::add);
        return all.stream()
                .filter(post::reaches)
                .filter(one -> Stream.of(delivered, refused).noneMatch(known -> known.contains(one.shown())))
                .toList();
    }

    private void record(DueReminder due, RecordExpiryReminder command) {
        Provenance notifier = new Provenance("process:notifier", "saga", null, null, null, due.tenant(), null);
        commands.sendAndWait(new GenericCommandMessage<>(command, notifier.toMetaData()));
    }

    /** After something unforeseen: the reminder stays due, behind the others. */
    void comeBackTo(DueReminder due, Exception failure) {
        table.again(
                due.key(),
                clock.instant().plus(pause(due.attempts())),
                due.delivered(),
                due.refused(),
                failure.getClass().getSimpleName());
    }

    /** A minute, then twice as long each time, up to an hour. */
    static Duration pause(int attempts) {
        Duration pause = Duration.ofMinutes(1).multipliedBy(1L << Math.min(attempts, 6));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }
}
