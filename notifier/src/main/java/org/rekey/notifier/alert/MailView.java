package org.rekey.notifier.alert;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A mail that was kept because there is no mail server.
 *
 * @param to addresses, or the names of people who have none
 * @param calendar what would be attached as {@code expiry.ics} (RFC 5545)
 */
record MailView(
        String id,
        Instant sentAt,
        String clientId,
        @Nullable String tenant,
        List<String> to,
        String subject,
        String text,
        String html,
        String calendar) {}
