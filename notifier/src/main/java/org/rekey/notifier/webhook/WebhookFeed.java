package org.rekey.notifier.webhook;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DisallowReplay;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.annotation.MessageIdentifier;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.ClientId;
import org.rekey.domain.client.ClientCreated;
import org.rekey.domain.client.ClientDeleted;
import org.rekey.domain.secret.RetiredReason;
import org.rekey.domain.secret.SecretIssued;
import org.rekey.domain.secret.SecretRetired;
import org.rekey.domain.secret.SecretRotated;
import org.rekey.domain.webhook.CredentialNews;
import org.rekey.domain.webhook.WebhookEvent;
import org.springframework.stereotype.Component;

/**
 * Follows the log once: who listens, and what they are to be told. In this order, so nobody is told of what was before. Each
 * position counts once, even when the processor is set back.
 */
@Component
@ProcessingGroup(WebhookFeed.GROUP)
@DisallowReplay
class WebhookFeed {

    static final String GROUP = "notifier.webhooks";

    private final WebhookTable webhooks;
    private final WebhookMessages messages;

    WebhookFeed(WebhookTable webhooks, WebhookMessages messages) {
        this.webhooks = webhooks;
        this.messages = messages;
    }

    @EventHandler
    void on(WebhookEvent event, @Timestamp Instant at, @SequenceNumber long version, TrackingToken position) {
        if (webhooks.isNew(position)) {
            webhooks.fold(event, at, version);
        }
    }

    @EventHandler
    void on(ClientCreated event, TrackingToken position) {
        if (webhooks.isNew(position)) {
            webhooks.belongs(event.clientId(), event.tenant());
        }
    }

    @EventHandler
    void on(SecretIssued event, @Timestamp Instant at, @MessageIdentifier String id, TrackingToken position) {
        if (webhooks.isNew(position)) {
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("secretId", event.secretId().value());
            put(data, "expiresAt", event.expiresAt());
            tell(id, CredentialNews.ISSUED, event.clientId(), at, data);
        }
    }

    @EventHandler
    void on(SecretRotated event, @Timestamp Instant at, @MessageIdentifier String id, TrackingToken position) {
        if (webhooks.isNew(position)) {
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("secretId", event.current().value());
            put(data, "expiresAt", event.expiresAt());
            data.put("previousSecretId", event.previous().value());
            put(data, "previousValidUntil", event.previousValidUntil());
            tell(id, CredentialNews.ROTATED, event.clientId(), at, data);
        }
    }

    @EventHandler
    void on(SecretRetired event, @Timestamp Instant at, @MessageIdentifier String id, TrackingToken position) {
        if (webhooks.isNew(position) && event.reason() != RetiredReason.ROTATED) {
            CredentialNews news =
                    event.reason() == RetiredReason.EXPIRED ? CredentialNews.EXPIRED : CredentialNews.REVOKED;
            tell(
                    id,
                    news,
                    event.clientId(),
                    at,
                    Map.of("secretId", event.secretId().value()));
        }
    }

    @EventHandler
    void on(ClientDeleted event, @Timestamp Instant at, @MessageIdentifier String id, TrackingToken position) {
        if (webhooks.isNew(position)) {
            tell(id, CredentialNews.REVOKED, event.clientId(), at, Map.of());
            webhooks.isGone(event.clientId());
        }
    }

    private void tell(String id, CredentialNews news, ClientId client, Instant at, Map<String, Object> data) {
        messages.add("msg_" + id, news, client, at, data);
    }

    private static void put(Map<String, Object> data, String name, @Nullable Instant instant) {
        if (instant != null) {
            data.put(name, instant.toString());
        }
    }
}
