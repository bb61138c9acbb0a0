package org.rekey.domain.alert;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.rekey.domain.ClientId;
import org.rekey.domain.secret.SecretId;

/**
 * People have been told that a secret stops working.
 *
 * @param dueOn the day, in UTC, on which they were to be told
 * @param worksUntil when it stops
 * @param recipients who was told: addresses, or the names of people who have none where mail stays inside
 * @param refused whom the mail server does not know
 */
public record ExpiryReminderSent(
        ClientId clientId,
        SecretId secretId,
        ReminderKind kind,
        LocalDate dueOn,
        Instant worksUntil,
        List<String> recipients,
        List<String> refused)
        implements ReminderEvent {}
