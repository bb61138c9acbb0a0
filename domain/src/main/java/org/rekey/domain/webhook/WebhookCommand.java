package org.rekey.domain.webhook;

import org.rekey.domain.Command;

/** What can be asked of a webhook. */
public sealed interface WebhookCommand extends Command
        permits RegisterWebhook, ChangeWebhook, RotateWebhookSecret, EnableWebhook, DisableWebhook, DeleteWebhook {

    WebhookId webhookId();

    @Override
    default String stream() {
        return webhookId().stream();
    }
}
