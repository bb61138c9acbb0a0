package org.rekey.notifier.alert;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.alert.ReminderKind;

/**
 * One reminder, and what became of it.
 *
 * @param dueOn the day, in UTC
 * @param nextAttemptAt while it is still to be sent
 * @param recipients who has been told
 * @param refused whom the mail server does not know
 * @param note what the mail server said last, or why there was no reason left to send it
 */
record ReminderView(
        @JsonIgnore long id,
        String clientId,
        String secretId,
        ReminderKind kind,
        LocalDate dueOn,
        ReminderTable.State state,
        int attempts,
        @Nullable Instant nextAttemptAt,
        @Nullable Instant doneAt,
        List<String> recipients,
        List<String> refused,
        @Nullable String note) {}
