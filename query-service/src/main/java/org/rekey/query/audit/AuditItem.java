package org.rekey.query.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

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
        JsonNode changes) {}
