package org.rekey.notifier.alert;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.alert.ReminderKey;

/**
 * A reminder that is to be sent, or of which a part is.
 *
 * @param superseded whether a later one about the same is due, or has been sent already
 * @param delivered who has been told by an earlier attempt
 * @param refused whom the mail server did not know then
 */
record DueReminder(
        ReminderKey key, @Nullable String tenant, boolean superseded, List<String> delivered, List<String> refused) {}
