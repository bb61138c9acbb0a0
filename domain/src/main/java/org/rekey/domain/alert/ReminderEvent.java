package org.rekey.domain.alert;

import java.time.LocalDate;
import org.rekey.domain.ClientId;
import org.rekey.domain.DomainEvent;
import org.rekey.domain.secret.SecretId;

/** What became of a reminder. */
public sealed interface ReminderEvent extends DomainEvent permits ExpiryReminderSent, ExpiryReminderFailed {

    ClientId clientId();

    SecretId secretId();

    ReminderKind kind();

    LocalDate dueOn();

    default ReminderKey key() {
        return new ReminderKey(clientId(), secretId(), kind(), dueOn());
    }
}
