package org.rekey.domain.webhook;

/** Has it told nothing any more. */
public record DeleteWebhook(WebhookId webhookId) implements WebhookCommand {}
