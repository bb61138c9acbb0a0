package org.rekey.notifier.webhook;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.webhook.WebhookProfile;

/**
 * One webhook.
 *
 * @param types as in {@code org.rekey.credential.issued}
 * @param disabledReason why it is told nothing for now; null while it is
 * @param pausedUntil until when nothing is tried, because the last attempt failed
 */
record WebhookView(
        String id,
        @JsonIgnore long version,
        @Nullable String tenant,
        String url,
        List<String> types,
        boolean enabled,
        @Nullable String disabledReason,
        @Nullable Instant pausedUntil,
        Instant createdAt) {

    /** As those see it who may not change it. */
    WebhookView withoutSecrets() {
        return new WebhookView(
                id, version, tenant, WebhookProfile.shown(url), types, enabled, disabledReason, pausedUntil, createdAt);
    }
}
