package org.rekey.domain.webhook;

import org.rekey.domain.DomainEvent;

/** What happens to a webhook. */
public sealed interface WebhookEvent extends DomainEvent
        permits WebhookRegistered,
                WebhookChanged,
                WebhookSecretRotated,
                WebhookEnabled,
                WebhookDisabled,
                WebhookDeleted {

    WebhookId webhookId();
}
