package org.rekey.notifier.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rekey.domain.alert.ReminderKey;
import org.rekey.eventstore.testing.EmbeddedDatabase;
import org.rekey.eventstore.testing.SettableClock;
import org.rekey.notifier.TestNotifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Reminders of many tenants, looked at by nobody but the test. */
class ReminderTurnsIT {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    private final TestNotifier notifier = new TestNotifier(
            EmbeddedDatabase.freshProperties(), new SettableClock(NOW), Map.of("rekey.notifier.poll", "PT1H"));

    @AfterEach
    void stop() {
        notifier.close();
    }

    @Test
    void B17_one_reminder_does_not_wait_for_ten_thousand_of_another_tenant() {
        due("acme", 10_000, NOW.minusSeconds(60));
        due(null, 1, NOW.minusSeconds(30));
        due("globex", 1, NOW.minusSeconds(1));
        List<String> claimed = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            claimed.addAll(claim());
        }
        assertThat(claimed).hasSize(22).contains("globex-1", "null-1");
        assertThat(claimed.stream().filter(client -> client.startsWith("acme-")))
                .hasSize(20);
    }

    @Test
    void those_that_are_not_due_yet_take_no_turn() {
        due("acme", 1, NOW.plusSeconds(1));
        due("globex", 2, NOW);
        assertThat(claim()).containsExactlyInAnyOrder("globex-1", "globex-2");
        assertThat(claim()).isEmpty();
    }

    private void due(String tenant, int number, Instant at) {
        notifier.bean(JdbcClient.class)
                .sql("""
                        insert into notifier.reminder (client_id, secret_id, kind, due_on, tenant, state, created_at, next_attempt_at)
                        select :name || '-' || n, 's', 'EXPIRY', date '2026-11-21', :tenant, 'DUE', :at::timestamptz, :at::timestamptz
                        from generate_series(1, :number) n""")
                .param("name", String.valueOf(tenant))
                .param("tenant", tenant)
                .param("at", at.toString())
                .param("number", number)
                .update();
    }

    private List<String> claim() {
        List<ReminderKey> keys = new TransactionTemplate(notifier.bean(PlatformTransactionManager.class))
                .execute(status -> notifier.bean(ReminderTable.class).claim(NOW, 10));
        return keys.stream().map(key -> key.clientId().value()).toList();
    }
}
