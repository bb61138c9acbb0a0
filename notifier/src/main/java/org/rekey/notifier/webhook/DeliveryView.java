package org.rekey.notifier.webhook;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One message to one webhook.
 *
 * @param nextAttemptAt while it is still to be sent
 * @param answer to the last attempt, or why there was none
 */
record DeliveryView(
        @JsonIgnore long id,
        String messageId,
        String type,
        String clientId,
        DeliveryTable.State state,
        int attempts,
        Instant createdAt,
        @Nullable Instant nextAttemptAt,
        @Nullable Instant doneAt,
        @Nullable String answer) {}
