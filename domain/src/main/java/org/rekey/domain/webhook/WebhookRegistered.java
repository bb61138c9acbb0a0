package org.rekey.domain.webhook;

import org.jspecify.annotations.Nullable;
import org.rekey.domain.TenantId;

/** A program is told from now on; its signatures are made with the first secret. */
public record WebhookRegistered(
        WebhookId webhookId, @Nullable TenantId tenant, WebhookProfile profile) implements WebhookEvent {}
