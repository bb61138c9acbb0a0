package org.rekey.domain.webhook;

import org.rekey.domain.TextValue;

/** Names a webhook. Given by Rekey, never used twice. */
public record WebhookId(String value) implements TextValue {

    public String stream() {
        return "webhook:" + value;
    }

    @Override
    public String toString() {
        return value;
    }
}
