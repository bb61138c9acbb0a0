package org.rekey.query.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.webhook.WebhookProfile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One act.
 *
 * @param type the stable name of the event, as in {@code secret.rotated}
 * @param changes what the event says
 */
record AuditItem(
        long position,
        Instant at,
        String type,
        @Nullable String client,
        String actor,
        String source,
        @Nullable String ip,
        @Nullable String userAgent,
        @Nullable String reason,
        @Nullable String traceId,
        @Nullable String tenant,
        JsonNode changes) {

    /** As those see it who may not change webhooks: the URL of one may hold a secret. */
    AuditItem withoutUrls() {
        JsonNode url = changes.at("/profile/url");
        if (!type.startsWith("webhook.") || !url.isString()) {
            return this;
        }
        ObjectNode shown = (ObjectNode) changes.deepCopy();
        shown.withObject("/profile").put("url", WebhookProfile.shown(url.stringValue()));
        return new AuditItem(position, at, type, client, actor, source, ip, userAgent, reason, traceId, tenant, shown);
    }
}
