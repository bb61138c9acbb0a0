package org.rekey.domain.webhook;

/** It is told again, of what happens from now on. */
public record WebhookEnabled(WebhookId webhookId) implements WebhookEvent {}
