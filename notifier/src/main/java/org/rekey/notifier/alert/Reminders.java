package org.rekey.notifier.alert;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.rekey.domain.ClientId;
import org.rekey.domain.alert.ReminderKey;
import org.rekey.domain.alert.ReminderKind;
import org.rekey.domain.secret.SecretId;
import org.rekey.notifier.secret.Alerts;
import org.springframework.stereotype.Component;

/** Notes that people are to be told, in the transaction of whoever says so. What is true when the mail is sent decides. */
@Component
class Reminders implements Alerts {

    private final ReminderTable table;
    private final Clock clock;

    Reminders(ReminderTable table, Clock clock) {
        this.table = table;
        this.clock = clock;
    }

    @Override
    public void expiring(ClientId client, SecretId secret, Instant dueAt) {
        add(client, secret, ReminderKind.EXPIRY, dueAt);
    }

    @Override
    public void graceEnding(ClientId client, SecretId secret, Instant dueAt) {
        add(client, secret, ReminderKind.GRACE_END, dueAt);
    }

    private void add(ClientId client, SecretId secret, ReminderKind kind, Instant dueAt) {
        LocalDate day = LocalDate.ofInstant(dueAt, ZoneOffset.UTC);
        table.add(new ReminderKey(client, secret, kind, day), clock.instant());
    }
}
