package org.rekey.notifier.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.rekey.domain.ClientId;
import org.rekey.domain.TenantId;
import org.rekey.domain.alert.AlertRecipients;
import org.rekey.domain.client.ClientKind;
import org.rekey.domain.client.ClientProfile;
import org.rekey.domain.client.CreateClient;
import org.rekey.domain.client.DeleteClient;
import org.rekey.domain.client.GrantedScopes;
import org.rekey.domain.secret.GracePeriod;
import org.rekey.domain.secret.RetireSecret;
import org.rekey.domain.secret.RetiredReason;
import org.rekey.domain.secret.RotateSecret;
import org.rekey.domain.secret.RotationInterval;
import org.rekey.domain.secret.SecretHash;
import org.rekey.domain.secret.SecretId;
import org.rekey.domain.token.TokenPolicy;
import org.rekey.eventstore.Commits;
import org.rekey.eventstore.Provenance;
import org.rekey.eventstore.testing.EmbeddedDatabase;
import org.rekey.eventstore.testing.SettableClock;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

class RotationGraceIT {

    private static final Provenance ADMIN =
            new Provenance("client:admin", "api", "192.0.2.7", "curl/8", "trace-1", "acme", null);
    private static final SecretHash HASH = new SecretHash("hmac-sha256:c2VjcmV0");

    private final Map<String, Object> database = EmbeddedDatabase.freshProperties();
    private int notifiers;
    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-21T10:00:00Z"));

    @EnableAutoConfiguration
    private static final class Settings {}

    @Test
    void the_end_of_a_grace_period_is_recorded_after_a_restart_in_between() {
        try (Notifier notifier = new Notifier()) {
            notifier.creates("billing");
            notifier.rotates("billing");
            notifier.awaitDeadlines(2);
        }
        clock.tick(Duration.ofHours(23));
        try (Notifier notifier = new Notifier()) {
            notifier.awaitDeadlines(1);
            assertThat(notifier.retirements()).isEmpty();

            clock.tick(Duration.ofHours(1));

            notifier.awaitRetirements("{\"clientId\":\"billing\",\"secretId\":\"s1-billing\",\"reason\":\"ROTATED\"}");
            notifier.awaitNothingLeft();
            assertThat(notifier.column("select time_stamp::timestamptz at time zone 'UTC' || '' from eventstore.event"
                            + " where payload_type = 'secret.retired'"))
                    .containsExactly("2026-11-22 10:00:00");
            assertThat(notifier.column("select meta_data from eventstore.event where payload_type = 'secret.retired'"))
                    .singleElement()
                    .asString()
                    .contains("\"actor\":\"process:notifier\"", "\"source\":\"saga\"", "\"tenant\":\"acme\"")
                    .doesNotContain("192.0.2.7", "client:admin");
        }
    }

    @Test
    void DV_40_a_grace_that_may_end_once_safe_does_so_after_a_restart_and_not_while_the_secret_is_in_use() {
        try (Notifier notifier = new Notifier()) {
            notifier.creates("moving");
            notifier.rotatesUntilSafe("moving");
            notifier.awaitDeadlines(3);
            clock.tick(Duration.ofMinutes(50));
            notifier.uses("moving", "s1-moving");
            clock.tick(Duration.ofMinutes(10));
            notifier.awaitDeadline("safe-yet", "2026-11-21 11:50:00");
            assertThat(notifier.retirements()).isEmpty();
        }
        clock.tick(Duration.ofMinutes(50));
        try (Notifier notifier = new Notifier()) {
            notifier.awaitDeadline("safe-yet", "2026-11-21 12:50:00");
            assertThat(notifier.retirements()).as("nobody has used the new one").isEmpty();
            notifier.uses("moving", "s2-moving");
        }
        clock.tick(Duration.ofMinutes(60));
        try (Notifier notifier = new Notifier()) {
            notifier.awaitRetirements("{\"clientId\":\"moving\",\"secretId\":\"s1-moving\",\"reason\":\"ROTATED\"}");
            notifier.awaitNothingLeft();
            assertThat(notifier.column("select meta_data from eventstore.event where payload_type = 'secret.retired'"))
                    .singleElement()
                    .asString()
                    .contains("\"actor\":\"process:notifier\"", "\"reason\":\"nobody uses it any more\"");
        }
    }

    @Test
    void a_secret_that_nobody_ever_used_is_stopped_after_the_window() {
        try (Notifier notifier = new Notifier()) {
            notifier.creates("unused");
            notifier.rotatesUntilSafe("unused");
            notifier.awaitDeadlines(3);

            clock.tick(Duration.ofHours(1));

            notifier.awaitNothingLeft();
            assertThat(notifier.retirements()).hasSize(1);
        }
    }

    @Test
    void a_grace_that_ends_soon_while_the_secret_is_in_use_is_to_be_told_once() {
        try (Notifier notifier = new Notifier()) {
            notifier.creates("careless");
            notifier.rotates("careless");
            notifier.awaitDeadlines(2);
            clock.tick(Duration.ofHours(1));
            notifier.uses("careless", "s1-careless");

            clock.tick(Duration.ofHours(19));

            notifier.awaitDeadlines(1);
            assertThat(notifier.column("select convert_from(task_data, 'UTF8') from notifier.deadline"))
                    .singleElement()
                    .asString()
                    .contains("grace-over");
            assertThat(notifier.column("select kind || ' ' || secret_id || ' ' || due_on from notifier.reminder"))
                    .containsExactly("GRACE_END s1-careless 2026-11-22");
            assertThat(notifier.retirements()).isEmpty();
        }
    }

    @Test
    void a_saga_that_was_stored_before_it_knew_of_verdicts_ends_as_it_did() {
        try (Notifier notifier = new Notifier()) {
            notifier.creates("old");
            notifier.creates("old-deleted");
            notifier.rotates("old");
            notifier.rotates("old-deleted");
            notifier.awaitDeadlines(4);
            notifier.jdbc()
                    .sql("delete from notifier.deadline where convert_from(task_data, 'UTF8') not like '%grace-over%'")
                    .update();
            notifier.jdbc()
                    .sql("update eventstore.saga_entry set serialized_saga = (serialized_saga::jsonb - array["
                            + "'currentId', 'rotatedAt', 'graceEnd', 'endingDeadline', 'safeDeadline'])::text")
                    .update();
        }
        try (Notifier notifier = new Notifier()) {
            assertThat(notifier.column("select serialized_saga from eventstore.saga_entry"))
                    .hasSize(2)
                    .allSatisfy(
                            saga -> assertThat(new JsonMapper().readTree(saga).propertyNames())
                                    .containsExactlyInAnyOrder("clientId", "secretId", "tenant", "deadline"));
            notifier.does(new DeleteClient(new ClientId("old-deleted")));
            clock.tick(Duration.ofHours(24));

            notifier.awaitRetirements("{\"clientId\":\"old\",\"secretId\":\"s1-old\",\"reason\":\"ROTATED\"}");
            notifier.awaitNothingLeft();
        }
    }

    @Test
    void a_notifier_that_was_away_catches_up() {
        try (Notifier notifier = new Notifier()) {
            notifier.creates("away");
            notifier.rotates("away");
            notifier.awaitDeadlines(2);
        }
        clock.tick(Duration.ofDays(30));
        try (Notifier notifier = new Notifier()) {
            notifier.awaitRetirements("{\"clientId\":\"away\",\"secretId\":\"s1-away\",\"reason\":\"ROTATED\"}");
        }
    }

    @Test
    void f22_two_notifiers_record_it_once() {
        try (Notifier one = new Notifier();
                Notifier two = new Notifier()) {
            for (int i = 0; i < 10; i++) {
                one.creates("client-" + i);
                (i % 2 == 0 ? one : two).rotates("client-" + i);
            }
            one.awaitDeadlines(20);

            clock.tick(Duration.ofHours(24));

            two.awaitNothingLeft();
            assertThat(one.retirements()).hasSize(10).doesNotHaveDuplicates();
        }
    }

    @Test
    void a_client_that_is_deleted_and_a_secret_that_is_retired_leave_nothing_to_wait_for() {
        try (Notifier notifier = new Notifier()) {
            for (String client : List.of("at-once", "deleted", "leaked")) {
                notifier.creates(client);
            }
            notifier.does(
                    new RotateSecret(new ClientId("at-once"), new SecretId("s2-at-once"), HASH, GracePeriod.NONE));
            notifier.rotates("deleted");
            notifier.rotates("leaked");
            notifier.awaitDeadlines(4);
            notifier.does(new DeleteClient(new ClientId("deleted")));
            notifier.does(new RetireSecret(new ClientId("leaked"), new SecretId("s1-leaked"), RetiredReason.REVOKED));

            notifier.awaitNothingLeft();
            assertThat(notifier.retirements()).hasSize(2);
        }
    }

    @Test
    void a_refusal_is_met_with_patience() {
        try (Notifier notifier = new Notifier()) {
            notifier.creates("early");
            notifier.rotates("early");
            notifier.awaitDeadlines(2);
            notifier.jdbc()
                    .sql("update notifier.deadline set execution_time = execution_time - interval '25 hours'"
                            + " where convert_from(task_data, 'UTF8') like '%grace-over%'")
                    .update();
            await().untilAsserted(
                            () -> assertThat(notifier.column("select consecutive_failures || '' from notifier.deadline"
                                            + " where consecutive_failures > 0"))
                                    .containsExactly("1"));
            assertThat(notifier.retirements()).isEmpty();

            clock.tick(Duration.ofHours(24));

            notifier.awaitNothingLeft();
            assertThat(notifier.retirements()).hasSize(1);
        }
    }

    @Test
    void a_deadline_is_scheduled_in_the_transaction_that_saves_its_saga() {
        try (Notifier notifier = new Notifier()) {
            notifier.creates("together");
            notifier.rotates("together");
            notifier.awaitDeadlines(2);

            assertThat(notifier.column(
                            "select (d.xmin = s.xmin)::text from notifier.deadline d, eventstore.saga_entry s"))
                    .containsExactly("true", "true");
        }
    }

    @Test
    void nothing_in_the_database_names_a_class() {
        try (Notifier notifier = new Notifier()) {
            notifier.creates("stored");
            notifier.rotates("stored");
            notifier.awaitDeadlines(2);

            List<String> deadline = notifier.column(
                    "select convert_from(task_data, 'UTF8') from notifier.deadline order by execution_time");
            assertThat(deadline.get(1))
                    .matches("\\{\"deadline\":\"grace-over\",\"saga\":\"rotation-grace\",\"id\":\"[0-9a-f-]{36}\"}");
            assertThat(notifier.column("select saga_type || ' ' || coalesce(revision, '-') from eventstore.saga_entry"))
                    .containsExactly("saga.rotation-grace 1");
            assertThat(notifier.column("select distinct saga_type from eventstore.association_value_entry"))
                    .containsExactly("saga.rotation-grace");
            assertThat(notifier.column("select processor_name from eventstore.token_entry"))
                    .contains("notifier.rotation-grace");
            List<String> everything = notifier.column("select t::text from eventstore.saga_entry t"
                    + " union all select t::text from eventstore.association_value_entry t"
                    + " union all select task_name || ' ' || task_instance from notifier.deadline");
            assertThat(everything).noneMatch(row -> row.contains("rekey.") || row.contains("Saga"));
        }
    }

    /** One process of several that share a database and, for the tests, a clock. */
    private final class Notifier implements AutoCloseable {

        private final ConfigurableApplicationContext context = new SpringApplicationBuilder(Settings.class)
                .web(WebApplicationType.NONE)
                .initializers(it -> it.getBeanFactory().registerSingleton("testClock", clock))
                .properties(database)
                .properties(Map.of(
                        "spring.main.banner-mode", "off",
                        "spring.datasource.hikari.maximum-pool-size", "5",
                        "rekey.notifier.poll", "PT0.05S",
                        "rekey.node-id", "notifier-" + ++notifiers,
                        "REKEY_MASTER_KEY", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="))
                .run();

        JdbcClient jdbc() {
            return context.getBean(JdbcClient.class);
        }

        void does(Object command) {
            context.getBean(Commits.class).dispatch(ADMIN, command);
        }

        void creates(String client) {
            does(new CreateClient(
                    new ClientId(client),
                    ClientKind.SERVICE,
                    new TenantId("acme"),
                    null,
                    new ClientProfile(client, null, Map.of()),
                    GrantedScopes.everything(),
                    RotationInterval.NEVER,
                    TokenPolicy.DEFAULT,
                    AlertRecipients.NONE,
                    List.of(),
                    new SecretId("s1-" + client),
                    HASH));
        }

        void rotates(String client) {
            does(new RotateSecret(new ClientId(client), new SecretId("s2-" + client), HASH, GracePeriod.DAY));
        }

        void rotatesUntilSafe(String client) {
            GracePeriod grace = new GracePeriod(GracePeriod.DAY.duration(), true);
            does(new RotateSecret(new ClientId(client), new SecretId("s2-" + client), HASH, grace));
        }

        void uses(String client, String secret) {
            jdbc().sql(
                            "insert into telemetry.secret_use (secret_id, client_id, uses, last_used_at) values (?, ?, 1, ?)")
                    .params(secret, client, clock.instant().atOffset(ZoneOffset.UTC))
                    .update();
        }

        void awaitDeadline(String name, String time) {
            await().untilAsserted(() -> assertThat(
                            column("select execution_time at time zone 'UTC' || '' from notifier.deadline"
                                    + " where convert_from(task_data, 'UTF8') like '%" + name + "%'"))
                    .containsExactly(time));
        }

        List<String> column(String sql) {
            return jdbc().sql(sql).query(String.class).list();
        }

        List<String> retirements() {
            return column("select payload from eventstore.event where payload_type = 'secret.retired'");
        }

        void awaitRetirements(String... expected) {
            await().untilAsserted(() -> assertThat(retirements()).containsExactly(expected));
        }

        void awaitDeadlines(int count) {
            await().untilAsserted(() -> assertThat(column("select task_instance from notifier.deadline"))
                    .hasSize(count));
        }

        void awaitNothingLeft() {
            await().untilAsserted(() -> {
                assertThat(column("select task_instance from notifier.deadline"))
                        .isEmpty();
                assertThat(column("select saga_id from eventstore.saga_entry")).isEmpty();
                assertThat(column("select saga_id from eventstore.association_value_entry"))
                        .isEmpty();
            });
        }

        @Override
        public void close() {
            context.close();
        }
    }
}
