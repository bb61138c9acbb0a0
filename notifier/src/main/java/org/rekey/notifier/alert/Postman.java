package org.rekey.notifier.alert;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
        Mail mail = text.of(due.key(), client, worksUntil, now);
        Told told = new Told(due);
        deliver(mail, recipients.of(client), told, now);
        if (told.isNobody()) {
            deliver(mail, recipients.administrators(client.tenant()), told, now);
        }
        if (told.isWaiting()) {
            table.again(due.key(), told.delivered(), told.refused(), String.valueOf(told.answer()));
        } else {
            State state = told.isNobody() ? State.FAILED : State.SENT;
            table.done(due.key(), state, told.delivered(), told.refused(), told.answer(), now);
            record(due, new RecordExpiryReminder(due.key(), worksUntil, told.delivered(), told.refused()));
        }
    }

    private void deliver(Mail mail, List<Recipient> recipients, Told told, Instant now) {
        List<Recipient> open = recipients.stream()
                .filter(post::reaches)
                .filter(one -> !told.knows(one))
                .toList();
        List<Recipient> unknown = refusedAddresses.among(open, now);
        told.add(new Delivery(List.of(), unknown, List.of(), null));
        List<Recipient> left =
                open.stream().filter(one -> !unknown.contains(one)).toList();
        if (!left.isEmpty()) {
            Delivery delivery = post.deliver(mail, left);
            delivery.refused().forEach(one -> refusedAddresses.add(one, String.valueOf(delivery.answer()), now));
            told.add(delivery);
        }
    }

    private void record(DueReminder due, RecordExpiryReminder command) {
        Provenance notifier = new Provenance("process:notifier", "saga", null, null, null, due.tenant(), null);
        commands.sendAndWait(new GenericCommandMessage<>(command, notifier.toMetaData()));
    }
}
