package org.rekey.domain.alert;

import java.time.Instant;
import java.util.List;
import org.rekey.domain.Command;

/**
 * Puts on record what became of a reminder.
 *
 * @param worksUntil when the secret stops working
 * @param recipients who was told; empty when nobody could be
 * @param refused whom the mail server does not know
 */
public record RecordExpiryReminder(ReminderKey key, Instant worksUntil, List<String> recipients, List<String> refused)
        implements Command {

    @Override
    public String stream() {
        return key.stream();
    }
}
