package org.rekey.domain.webhook;

/** Gives it another secret for signatures; those of the one before stand beside them for a day. */
public record RotateWebhookSecret(WebhookId webhookId) implements WebhookCommand {}
