package org.rekey.domain.webhook;

/** Sends it elsewhere, or other things. */
public record ChangeWebhook(WebhookId webhookId, WebhookProfile profile) implements WebhookCommand {}
