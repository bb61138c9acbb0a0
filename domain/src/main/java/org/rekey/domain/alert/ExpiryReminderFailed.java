package org.rekey.domain.alert;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.rekey.domain.ClientId;
import org.rekey.domain.secret.SecretId;

/**
 * Nobody could be told that a secret stops working.
 *
 * @param dueOn the day, in UTC, on which they were to be told
 * @param worksUntil when it stops
 * @param refused whom the mail server does not know; empty when there was nobody to tell
 */
public record ExpiryReminderFailed(
        ClientId clientId,
        SecretId secretId,
        ReminderKind kind,
        LocalDate dueOn,
        Instant worksUntil,
        List<String> refused)
        implements ReminderEvent {}
