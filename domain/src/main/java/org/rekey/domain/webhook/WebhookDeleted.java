package org.rekey.domain.webhook;

/** There is no such webhook any more. */
public record WebhookDeleted(WebhookId webhookId) implements WebhookEvent {}
