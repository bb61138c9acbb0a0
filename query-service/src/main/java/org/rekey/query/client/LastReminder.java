package org.rekey.query.client;

import java.time.Instant;
import java.util.List;
import org.rekey.domain.alert.ReminderKind;

/**
 * When people were told last that a secret is about to stop working.
 *
 * @param recipients who was told; empty when nobody could be
 * @param refused whom the mail server does not know
 */
record LastReminder(Instant at, ReminderKind kind, List<String> recipients, List<String> refused) {}
