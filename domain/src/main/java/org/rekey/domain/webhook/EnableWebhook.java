package org.rekey.domain.webhook;

/** Has it told again. */
public record EnableWebhook(WebhookId webhookId) implements WebhookCommand {}
