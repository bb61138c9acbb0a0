package org.rekey.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rekey.eventstore.testing.EmbeddedDatabase;
import org.rekey.eventstore.testing.SettableClock;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** One clock against the database's, and against the log's. */
class ClockIT {

    private static final Duration MOST = Duration.ofSeconds(2);

    @Configuration(proxyBeanMethods = false)
    static class ClockOfTheTest {

        private static final SettableClock CLOCK = new SettableClock(Instant.now());

        @Bean
        Clock rekeyClock() {
            return CLOCK;
        }
    }

    private static Health health(TestApplication application) {
        return application
                .context()
                .getBean("rekeyClockHealthIndicator", HealthIndicator.class)
                .health();
    }

    private static Map<String, Object> with(Map<String, Object> database, String setting, String value) {
        Map<String, Object> all = new HashMap<>(database);
        all.put(setting, value);
        return all;
    }

    @Test
    void a_process_that_is_in_step_is_ready() {
        try (TestApplication application = TestApplication.start()) {
            application.create("one");
            assertThat(health(application).getStatus().getCode()).isEqualTo("UP");
            assertThat(application
                            .context()
                            .getEnvironment()
                            .getProperty("management.endpoint.health.group.readiness.include"))
                    .contains("rekeyClock");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT25H", "PT-25H", "PT61S", "PT-61S", "PT3S", "PT-3S"})
    void F28_a_process_that_is_out_of_step_with_the_database_is_not_ready(Duration by) {
        try (TestApplication application =
                TestApplication.start(EmbeddedDatabase.freshProperties(), ClockOfTheTest.class)) {
            ClockOfTheTest.CLOCK.set(Instant.now());
            assertThat(health(application).getStatus().getCode()).isEqualTo("UP");
            ClockOfTheTest.CLOCK.set(Instant.now().plus(by));
            Health health = health(application);
            assertThat(health.getStatus().getCode()).isEqualTo("DOWN");
            assertThat(Duration.parse(String.valueOf(health.getDetails().get("aheadOfDatabase"))))
                    .isBetween(by.minus(MOST), by.plus(MOST));
            ClockOfTheTest.CLOCK.set(Instant.now());
            assertThat(health(application).getStatus().getCode()).isEqualTo("UP");
        }
    }

    @Test
    void F28_a_log_that_ends_in_the_future_makes_a_process_not_ready_and_the_next_one_not_start() {
        Map<String, Object> database = EmbeddedDatabase.freshProperties();
        try (TestApplication application = TestApplication.start(database)) {
            application.create("one");
            write(application, "of-a-wrong-clock", Instant.now().plus(25, ChronoUnit.HOURS));
            Health health = health(application);
            assertThat(health.getStatus().getCode()).isEqualTo("DOWN");
            assertThat(health.getDetails().get("logAhead").toString()).startsWith("PT24H59M");
        }
        assertThatThrownBy(() -> TestApplication.start(database))
                .rootCause()
                .isInstanceOf(UnfitDatabaseException.class)
                .hasMessageContaining("set the clock of the machine right")
                .hasMessageContaining("more than PT24H59M");
        try (TestApplication told = TestApplication.start(with(database, "rekey.clock.max-skew", "PT26H"))) {
            told.create("two");
            assertThat(health(told).getDetails().get("aheadOfDatabase").toString())
                    .as("time goes on where the log has been")
                    .startsWith("PT24H59M");
        }
    }

    @Test
    void I17_a_process_that_is_late_starts_where_the_log_ends() {
        Map<String, Object> database = EmbeddedDatabase.freshProperties();
        Instant last = Instant.now().plusMillis(60_000).truncatedTo(ChronoUnit.MILLIS);
        try (TestApplication application = TestApplication.start(database)) {
            write(application, "a-minute-ahead", last);
        }
        try (TestApplication late = TestApplication.start(with(database, "rekey.clock.max-skew", "PT2M"))) {
            assertThat(late.clock().instant()).isAfterOrEqualTo(last);
        }
    }

    private static void write(TestApplication application, String stream, Instant at) {
        application
                .jdbc()
                .sql("insert into eventstore.event (event_identifier, aggregate_identifier, sequence_number, type,"
                        + " time_stamp, payload_type, payload_revision, payload, meta_data)"
                        + " values (?, ?, 0, 'counter', ?::timestamptz, 'counter.created', '1', ?, '{}')")
                .param(stream)
                .param(stream)
                .param(at.toString())
                .param("{\"name\":\"%s\",\"at\":\"%s\"}".formatted(stream, at))
                .update();
    }

    @Test
    void time_that_was_moved_is_the_same_for_all_processes_and_after_a_restart() {
        Map<String, Object> database = with(EmbeddedDatabase.freshProperties(), "rekey.demo.clock", "true");
        Duration days = Duration.ofDays(4);
        try (TestApplication one = TestApplication.start(with(database, "rekey.node-id", "one"));
                TestApplication other = TestApplication.start(with(database, "rekey.node-id", "other"))) {
            one.bean(DemoTime.class).advance(days);
            assertThat(one.clock().instant()).isAfter(Instant.now().plus(days).minusSeconds(5));
            Awaitility.await().until(() -> other.clock()
                    .instant()
                    .isAfter(Instant.now().plus(days).minusSeconds(5)));
            assertThat(health(one).getStatus().getCode()).isEqualTo("UP");
            other.bean(DemoTime.class).advance(days);
            assertThat(other.bean(DemoTime.class).offset()).isEqualTo(days.multipliedBy(2));
            one.create("later");
        }
        try (TestApplication again = TestApplication.start(database)) {
            assertThat(again.bean(DemoTime.class).offset()).isEqualTo(days.multipliedBy(2));
            assertThatThrownBy(() -> again.bean(DemoTime.class).advance(Duration.ofMillis(-1)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void I17_a_database_whose_time_was_moved_is_never_used_without_the_setting_again() {
        Map<String, Object> database = EmbeddedDatabase.freshProperties();
        try (TestApplication application = TestApplication.start(with(database, "rekey.demo.clock", "true"))) {
            application.bean(DemoTime.class).advance(Duration.ofSeconds(1));
        }
        assertThatThrownBy(() -> TestApplication.start(database))
                .rootCause()
                .isInstanceOf(UnfitDatabaseException.class)
                .hasMessageContaining("rekey.demo.clock=true");
    }
}
