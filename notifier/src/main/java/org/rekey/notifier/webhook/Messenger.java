package org.rekey.notifier.webhook;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.key.MasterKey;
import org.rekey.domain.webhook.DisableWebhook;
import org.rekey.domain.webhook.SigningSecret;
import org.rekey.eventstore.Provenance;
import org.rekey.notifier.webhook.DeliveryTable.State;
import org.springframework.stereotype.Component;

/** Sends one message, and notes what became of it. */
@Component
class Messenger {

    private static final int GONE = 410;
    /** Longer than a message is tried. */
    private static final Duration LONGEST_FAILING = Duration.ofDays(5);

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

    /** @param status null when there was no answer */
    record Outcome(@Nullable Integer status, String text) {

        boolean isSuccess() {
            return status != null && status >= 200 && status < 300;
        }

        boolean isGone() {
            return status != null && status == GONE;
        }
    }

    /** Outside of any transaction: the other side takes as long as it likes. */
    Outcome post(DueMessage message) {
        try {
            int status = client.post(message.url(), headers(message, clock.instant()), message.body());
            return new Outcome(status, "HTTP " + status);
        } catch (IOException | IllegalArgumentException e) {
            return new Outcome(null, Reason.of(e));
        }
    }

    /**
     * What this process does not live to note is sent again, under the same id. In a transaction that the caller provides.
     */
    void note(DueMessage message, Outcome outcome) {
        Instant now = clock.instant();
        // In the order in which claims and deletions take them.
        webhooks.lock(message.webhookId());
        if (!deliveries.done(message, stateAfter(message, outcome), outcome.text(), now)) {
            return;
        }
        if (outcome.isSuccess()) {
            webhooks.answers(message.webhookId());
            return;
        }
        Instant since = webhooks.fails(message.webhookId(), now);
        if (outcome.isGone()) {
            switchOff(message, "it answered 410");
        } else if (!now.isBefore(since.plus(LONGEST_FAILING))) {
            switchOff(message, "it has failed since " + since);
        }
    }

    private void switchOff(DueMessage message, String reason) {
        commands.sendAndWait(new GenericCommandMessage<>(
                new DisableWebhook(message.webhookId(), reason),
                Provenance.process("notifier").toMetaData()));
    }

    private static State stateAfter(DueMessage message, Outcome outcome) {
        if (outcome.isSuccess()) {
            return State.DELIVERED;
        }
        boolean last = outcome.isGone() || message.attempt() > DeliveryTable.WAITS.size();
        return last ? State.FAILED : State.DUE;
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
