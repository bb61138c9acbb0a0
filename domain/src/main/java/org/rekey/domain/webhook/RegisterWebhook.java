package org.rekey.domain.webhook;

import org.jspecify.annotations.Nullable;
import org.rekey.domain.TenantId;

/** Lets a program be told. */
public record RegisterWebhook(WebhookId webhookId, @Nullable TenantId tenant, WebhookProfile profile)
        implements WebhookCommand {}
