package org.rekey.domain.webhook;

import java.time.Instant;

/**
 * It has another secret for signatures.
 *
 * @param version counts from 1; the secret is derived from it
 * @param previousValidUntil until when messages are signed with the one before as well
 */
public record WebhookSecretRotated(WebhookId webhookId, int version, Instant previousValidUntil)
        implements WebhookEvent {}
