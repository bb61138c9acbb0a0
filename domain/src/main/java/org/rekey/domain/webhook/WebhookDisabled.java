package org.rekey.domain.webhook;

/** It is told nothing for now. */
public record WebhookDisabled(WebhookId webhookId, String reason) implements WebhookEvent {}
