package org.rekey.notifier.webhook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.webhook.WebhookId;

/**
 * A message that is to be sent, by nobody else for now.
 *
 * @param attempt counts from 1
 * @param bothUntil until when it is signed with the secret before as well
 */
record DueMessage(
        WebhookId webhookId,
        String messageId,
        String url,
        String body,
        int attempt,
        int secretVersion,
        @Nullable Instant bothUntil) {}
