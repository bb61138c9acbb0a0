package org.rekey.notifier.secret;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.rekey.domain.ClientId;
import org.rekey.domain.secret.SecretId;

/** Remembers what people were to be told, with how long after an instant it was due. */
final class RecordedAlerts implements Alerts {

    final List<String> told = new ArrayList<>();

    private final Instant start;

    RecordedAlerts(Instant start) {
        this.start = start;
    }

    @Override
    public void expiring(ClientId client, SecretId secret, Instant expiresAt, Instant dueAt) {
        add("expiring", client, secret, dueAt);
    }

    @Override
    public void graceEnding(ClientId client, SecretId secret, Instant dueAt) {
        add("grace ending", client, secret, dueAt);
    }

    private void add(String what, ClientId client, SecretId secret, Instant dueAt) {
        told.add("%s %s %s %s".formatted(what, client, secret, Duration.between(start, dueAt)));
    }
}
