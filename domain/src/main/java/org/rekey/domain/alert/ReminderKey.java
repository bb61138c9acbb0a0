package org.rekey.domain.alert;

import java.time.LocalDate;
import org.rekey.domain.ClientId;
import org.rekey.domain.secret.SecretId;

/**
 * What one reminder is about. There is never a second one.
 *
 * @param dueOn the day, in UTC, on which it is due
 */
public record ReminderKey(ClientId clientId, SecretId secretId, ReminderKind kind, LocalDate dueOn) {

    public String stream() {
        return "reminder:%s:%s:%s:%s".formatted(dueOn, kind, secretId, clientId);
    }
}
