package org.rekey.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rekey.domain.ClientId;
import org.rekey.domain.alert.AlertRecipients;
import org.rekey.domain.client.DeleteClient;
import org.rekey.eventstore.testing.EmbeddedDatabase;
import org.rekey.eventstore.testing.SettableClock;

class RetentionIT {

    private static final List<String> TABLES =
            List.of("notifier.reminder", "notifier.mail", "notifier.webhook_delivery");

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-21T10:00:00Z"));
    private final TestNotifier notifier = new TestNotifier(EmbeddedDatabase.freshProperties(), clock, Map.of());

    @AfterEach
    void close() {
        notifier.close();
    }

    @Test
    void what_was_sent_is_kept_for_ninety_days_and_what_is_still_due_for_ever() {
        notifier.allows("acme.example");
        notifier.creates("billing", "P7D", new AlertRecipients(List.of(), List.of(), List.of("ops@acme.example")));
        notifier.settles();
        clock.tick(Duration.ofDays(4));
        notifier.settles();
        notifier.does(new DeleteClient(new ClientId("billing")));
        notifier.settles();
        notifier.column("insert into notifier.webhook (webhook_id, version, url, types, registered_at)"
                + " values ('w1', 0, 'https://acme.example', '{}', now()) returning webhook_id");
        for (String state : List.of("DELIVERED", "DUE")) {
            notifier.column(
                    "insert into notifier.webhook_delivery (webhook_id, message_id, type, client_id, body, state,"
                            + " created_at, next_attempt_at, done_at) values ('w1', '" + state
                            + "', 'issued', 'billing', '{}', '"
                            + state + "', '2026-11-25T10:00:00Z', '9000-01-01T00:00:00Z', case when '" + state
                            + "' <> 'DUE' then '2026-11-25T10:00:00Z'::timestamptz end) returning message_id");
        }
        assertThat(TABLES).map(this::count).containsExactly(1, 1, 2);

        clock.tick(Duration.ofDays(90));
        notifier.bean(Retention.class).round();
        assertThat(TABLES).map(this::count).containsExactly(1, 1, 2);

        clock.tick(Duration.ofSeconds(1));
        notifier.bean(Retention.class).round();
        assertThat(TABLES).map(this::count).containsExactly(0, 0, 1);
        assertThat(notifier.column("select state from notifier.webhook_delivery"))
                .containsExactly("DUE");
    }

    private int count(String table) {
        return notifier.column("select '' from " + table).size();
    }
}
