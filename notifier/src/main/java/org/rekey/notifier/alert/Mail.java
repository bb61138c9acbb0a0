package org.rekey.notifier.alert;

import org.jspecify.annotations.Nullable;
import org.rekey.domain.ClientId;

/**
 * What people get to read. Without a secret in it.
 *
 * @param messageId the same for the same reminder, however often it is sent
 * @param calendar an entry for the day (RFC 5545)
 */
record Mail(
        String messageId,
        ClientId clientId,
        @Nullable String tenant,
        String subject,
        String text,
        String html,
        String calendar) {}
