package org.rekey.domain.webhook;

/** It is told elsewhere, or other things. */
public record WebhookChanged(WebhookId webhookId, WebhookProfile profile) implements WebhookEvent {}
