package org.rekey.notifier.alert;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.alert.ReminderKey;

/**
 * A reminder that is to be sent, or of which a part is.
 *
 * @param attempts counts the present one
 * @param superseded whether a later one about the same is due, or has been sent already
 * @param delivered who has been told by an earlier attempt
 * @param refused whom the mail server did not know then
 */
record DueReminder(
        ReminderKey key,
        @Nullable String tenant,
        int attempts,
        boolean superseded,
        List<String> delivered,
        List<String> refused) {

    /** By then some three hours have passed. */
    private static final int MOST_ATTEMPTS = 12;

    boolean isLastAttempt() {
        return attempts >= MOST_ATTEMPTS;
    }
}
