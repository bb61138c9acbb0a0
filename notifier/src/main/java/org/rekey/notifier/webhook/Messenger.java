package org.rekey.notifier.webhook;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.rekey.domain.key.MasterKey;
import org.rekey.domain.webhook.DisableWebhook;
import org.rekey.domain.webhook.SigningSecret;
import org.rekey.eventstore.Provenance;
import org.rekey.notifier.webhook.DeliveryTable.State;
import org.springframework.stereotype.Component;

/** Sends one message, and notes what became of it. All in one transaction that the caller provides. */
@Component
class Messenger {

    private static final int GONE = 410;

    private final DeliveryTable deliveries;
    private final WebhookTable webhooks;
    private final WebhookClient client;
    private final MasterKey masterKey;
    private final CommandGateway commands;
    private final Clock clock;

    Messenger(
            DeliveryTable deliveries,
            WebhookTable webhooks,
            WebhookClient client,
            MasterKey masterKey,
            CommandGateway commands,
            Clock clock) {
        this.deliveries = deliveries;
        this.webhooks = webhooks;
        this.client = client;
        this.masterKey = masterKey;
        this.commands = commands;
        this.clock = clock;
    }

    void send(DueMessage message) {
        Instant now = clock.instant();
        try {
            int status = client.post(message.url(), headers(message, now), message.body());
            if (status >= 200 && status < 300) {
                deliveries.done(message, State.DELIVERED, "HTTP " + status, now);
                webhooks.answers(message.webhookId());
            } else {
                failed(message, "HTTP " + status, status == GONE, now);
            }
            if (status == GONE) {
                commands.sendAndWait(new GenericCommandMessage<>(
                        new DisableWebhook(message.webhookId(), "it answered 410"),
                        Provenance.process("notifier").toMetaData()));
            }
        } catch (IOException | IllegalArgumentException e) {
            failed(message, Reason.of(e), false, now);
        }
    }

    private void failed(DueMessage message, String answer, boolean forGood, Instant now) {
        boolean last = forGood || message.attempt() > DeliveryTable.WAITS.size();
        deliveries.done(message, last ? State.FAILED : State.DUE, answer, now);
        webhooks.pause(message.webhookId(), WebhookMessages.time(now));
    }

    private Map<String, String> headers(DueMessage message, Instant now) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("webhook-id", message.messageId());
        headers.put("webhook-timestamp", Long.toString(now.getEpochSecond()));
        headers.put("webhook-signature", signatures(message, now));
        return headers;
    }

    private String signatures(DueMessage message, Instant now) {
        String newest = signature(message, message.secretVersion(), now);
        return message.bothUntil() == null || !now.isBefore(message.bothUntil())
                ? newest
                : newest + " " + signature(message, message.secretVersion() - 1, now);
    }

    private String signature(DueMessage message, int version, Instant now) {
        return SigningSecret.of(masterKey, message.webhookId(), version).sign(message.messageId(), now, message.body());
    }
}
