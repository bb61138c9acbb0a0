package org.rekey.notifier.alert;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.rekey.domain.ClientId;
import org.rekey.domain.alert.ReminderKey;
import org.rekey.domain.alert.ReminderKind;
import org.rekey.domain.alert.ReminderSchedule;
import org.rekey.domain.secret.SecretId;
import org.rekey.domain.webhook.CredentialNews;
import org.rekey.notifier.secret.Alerts;
import org.rekey.notifier.webhook.WebhookMessages;
import org.springframework.stereotype.Component;

/** Notes that people and programs are to be told, in the transaction of whoever says so. What is true when the mail is sent decides. */
@Component
class Reminders implements Alerts {

    private final ReminderTable table;
    private final WebhookMessages webhooks;
    private final Situations situations;
    private final ReminderSchedule schedule;
    private final Clock clock;

    Reminders(
            ReminderTable table,
            WebhookMessages webhooks,
            Situations situations,
            ReminderSchedule schedule,
            Clock clock) {
        this.situations = situations;
        this.schedule = schedule;
        this.table = table;
        this.webhooks = webhooks;
        this.clock = clock;
    }

    @Override
    public void expiring(ClientId client, SecretId secret, Instant expiresAt, Instant dueAt) {
        ReminderKey key = add(client, secret, ReminderKind.EXPIRY, dueAt);
        Instant now = clock.instant();
        if (now.isBefore(expiresAt) && webhooks.isAwaited(CredentialNews.EXPIRING) && isTrue(key, now)) {
            webhooks.add(
                    "msg_" + UUID.nameUUIDFromBytes(key.stream().getBytes(StandardCharsets.UTF_8)),
                    CredentialNews.EXPIRING,
                    client,
                    now,
                    Map.of("secretId", secret.value(), "expiresAt", expiresAt.toString()));
        }
    }

    private boolean isTrue(ReminderKey key, Instant now) {
        return situations
                .of(key.clientId())
                .filter(client -> client.reasonToBeSilent(key, schedule, now) == null)
                .isPresent();
    }

    @Override
    public void graceEnding(ClientId client, SecretId secret, Instant dueAt) {
        add(client, secret, ReminderKind.GRACE_END, dueAt);
    }

    private ReminderKey add(ClientId client, SecretId secret, ReminderKind kind, Instant dueAt) {
        LocalDate day = LocalDate.ofInstant(dueAt, ZoneOffset.UTC);
        ReminderKey key = new ReminderKey(client, secret, kind, day);
        table.add(key, clock.instant());
        return key;
    }
}
