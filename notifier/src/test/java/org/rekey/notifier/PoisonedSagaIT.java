package org.rekey.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rekey.domain.alert.AlertRecipients;
import org.rekey.eventstore.Replays;
import org.rekey.eventstore.testing.EmbeddedDatabase;
import org.rekey.eventstore.testing.SettableClock;
import org.springframework.boot.health.contributor.Status;
import org.springframework.jdbc.core.simple.JdbcClient;

/** B11: a saga that an event has stopped shows, as a projection does. */
class PoisonedSagaIT {

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-21T10:00:00Z"));
    private final TestNotifier notifier = new TestNotifier(EmbeddedDatabase.freshProperties(), clock, Map.of());

    @AfterEach
    void close() {
        notifier.close();
    }

    @Test
    void B11_sagas_the_feed_of_webhooks_and_workers_are_listed() {
        assertThat(notifier.bean(Replays.class).all())
                .extracting(Replays.Status::name)
                .contains(
                        "notifier.secret-expiry", "notifier.rotation-grace", "reminders-1", "webhooks-8", "deadlines");
        await().untilAsserted(
                        () -> assertThat(notifier.bean(Replays.class).all()).allMatch(Replays.Status::running));
    }

    @Test
    void B11_a_poisoned_saga_takes_readiness_down_and_is_named() {
        notifier.creates("crm", "P90D", AlertRecipients.NONE);
        notifier.settles();
        notifier.bean(JdbcClient.class)
                .sql("insert into eventstore.event (event_identifier, aggregate_identifier, sequence_number, type,"
                        + " time_stamp, payload_type, payload_revision, payload, meta_data) values"
                        + " ('strange', 'client:crm', 99, 'client', now(), 'secret.rotated', '1', '{broken', '{}')")
                .update();

        await().untilAsserted(() -> {
            var health = notifier.health("rekeyProjectionsHealthIndicator");
            assertThat(health.getStatus()).isEqualTo(Status.DOWN);
            assertThat(health.getDetails().toString()).contains("notifier.rotation-grace=event strange");
        });
        Replays.Status saga = notifier.bean(Replays.class).status("notifier.rotation-grace");
        assertThat(saga.work()).isEqualTo(Replays.Work.PROCESS);
        assertThat(saga.error()).startsWith("event strange");
    }
}
