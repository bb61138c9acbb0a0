package org.rekey.domain.webhook;

/** Has it told nothing for now. */
public record DisableWebhook(WebhookId webhookId, String reason) implements WebhookCommand {}
