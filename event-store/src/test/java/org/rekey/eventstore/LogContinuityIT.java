package org.rekey.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rekey.eventstore.testing.EmbeddedDatabase;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** B08: a database that is put back, with the mark beside it. */
class LogContinuityIT {

    /** The mark of the process that runs, and all that were written. */
    @Configuration(proxyBeanMethods = false)
    static class Marks {

        private static volatile @Nullable String mark;
        private static final List<String> WRITTEN = new CopyOnWriteArrayList<>();

        @Bean
        LogMark.Store marks() {
            return new LogMark.Store() {
                @Override
                public Optional<String> read() {
                    return Optional.ofNullable(mark);
                }

                @Override
                public void write(String text) {
                    mark = text;
                    WRITTEN.add(text);
                }
            };
        }
    }

    private static int databases;

    private final String original = database();
    private @Nullable String markOfOriginal;

    @BeforeEach
    void forget() {
        Marks.mark = null;
        Marks.WRITTEN.clear();
    }

    private static String database() {
        String name = "continuity_" + ++databases;
        EmbeddedDatabase.execute("create database " + name);
        return name;
    }

    private static String copyOf(String database) {
        String name = "continuity_" + ++databases;
        EmbeddedDatabase.execute("create database " + name + " template " + database);
        return name;
    }

    private static TestApplication start(String database, String... settings) {
        Map<String, Object> properties = new HashMap<>(EmbeddedDatabase.properties(
                EmbeddedDatabase.server().getJdbcUrl("postgres", database), "postgres", "postgres"));
        for (String setting : settings) {
            properties.put(setting.split("=")[0], setting.split("=")[1]);
        }
        return TestApplication.start(properties, Marks.class);
    }

    private static void write(String database, String... counters) {
        try (TestApplication application = start(database)) {
            for (String counter : counters) {
                application.create(counter);
            }
            assertThat(isReady(application)).isTrue();
        }
    }

    private static boolean isReady(TestApplication application) {
        return application
                .context()
                .getBean("rekeyLogHealthIndicator", HealthIndicator.class)
                .health()
                .getStatus()
                .getCode()
                .equals("UP");
    }

    private static void assertNothingIsAccepted(TestApplication application, String problem) {
        assertThat(isReady(application)).isFalse();
        LogContinuity log = application.bean(LogContinuity.class);
        assertThatThrownBy(log::requireWhole)
                .isInstanceOf(LogGoneBackException.class)
                .hasMessageContaining(problem);
        assertThatThrownBy(() -> application.create("refused")).isInstanceOf(LogGoneBackException.class);
        assertThat(log.advice().orElseThrow()).contains("--rekey.restored=", "docs/restoring.md");
    }

    private String backup() {
        write(original, "one", "two");
        String backup = copyOf(original);
        write(original, "three");
        markOfOriginal = Marks.mark;
        return backup;
    }

    @Test
    void B08_a_database_that_was_put_back_is_noticed_at_every_start() {
        String backup = backup();
        for (int i = 0; i < 2; i++) {
            try (TestApplication application = start(backup)) {
                assertNothingIsAccepted(application, "is not there any more");
            }
        }
        assertThat(Marks.mark).isEqualTo(markOfOriginal);
        write(original, "four");
    }

    @Test
    void B08_a_database_that_was_put_back_and_written_on_is_noticed() {
        String backup = backup();
        Marks.mark = null;
        write(backup, "another three", "another four");
        Marks.mark = markOfOriginal;
        try (TestApplication application = start(backup)) {
            assertNothingIsAccepted(application, "is not there any more");
        }
    }

    @Test
    void B08_another_database_is_noticed() {
        write(original, "one");
        try (TestApplication application = start(database())) {
            assertNothingIsAccepted(application, "it is another one");
        }
    }

    @Test
    void B08_a_mark_that_cannot_be_read_is_noticed() {
        Marks.mark = "reached=?";
        try (TestApplication application = start(original)) {
            assertNothingIsAccepted(application, "cannot be read");
        }
    }

    @Test
    void B08_a_log_that_goes_back_under_a_running_process_is_noticed() {
        try (TestApplication application = start(original)) {
            application.create("one");
            long last = application.create("two");
            takeBack(application, last);
            Awaitility.await()
                    .untilAsserted(() -> assertThat(isReady(application)).isFalse());
            assertNothingIsAccepted(application, "while this process ran");
        }
        try (TestApplication application = start(original)) {
            assertNothingIsAccepted(application, "is not there any more");
        }
    }

    /** Before the next look at it, and though it has become longer than it was. */
    @Test
    void B08_nothing_is_appended_to_a_log_that_has_gone_back() {
        try (TestApplication application = start(original)) {
            application.create("one");
            takeBack(application, application.create("two"));
            assertThatThrownBy(() -> application.create("two again")).isInstanceOf(LogGoneBackException.class);
            assertThat(application.bean(LogHead.class).committed()).isEqualTo(1);
        }
    }

    private static void takeBack(TestApplication application, long position) {
        JdbcClient jdbc = application.jdbc();
        jdbc.sql("alter table eventstore.event disable trigger append_only").update();
        jdbc.sql("delete from eventstore.event where global_index >= ?")
                .param(position)
                .update();
    }

    @Test
    void B08_the_operators_word_counts_once_and_begins_a_generation() {
        String backup = backup();
        String before;
        try (TestApplication application = start(backup)) {
            before = application.bean(LogContinuity.class).origin();
        }
        String fresh;
        try (TestApplication application = start(backup, "rekey.restored=monday")) {
            assertThat(isReady(application)).isTrue();
            LogContinuity log = application.bean(LogContinuity.class);
            fresh = log.origin();
            assertThat(log.restore()).isNotEmpty();
            assertThat(log.accepts(before, 0)).isFalse();
            assertThat(log.accepts(null, 0)).isFalse();
            assertThat(log.accepts(fresh, 0)).isTrue();
            application.create("three again");
        }
        try (TestApplication application = start(backup, "rekey.restored=monday")) {
            assertThat(application.bean(LogContinuity.class).accepts(fresh, 0)).isTrue();
            assertThat(application.bean(LogHead.class).committed()).isEqualTo(4);
            assertThat(isReady(application)).isTrue();
        }
        write(backup, "without the word");
    }

    @Test
    void B08_a_word_that_was_given_before_does_not_confirm_the_next_restore() {
        String backup = backup();
        String older = copyOf(backup);
        try (TestApplication application = start(backup, "rekey.restored=monday")) {
            assertThat(isReady(application)).isTrue();
        }
        String afterwards = copyOf(backup);
        write(backup, "three again");
        for (String lost : List.of(older, afterwards)) {
            try (TestApplication application = start(lost, "rekey.restored=monday")) {
                assertThat(isReady(application)).isFalse();
            }
        }
        try (TestApplication application = start(older, "rekey.restored=tuesday")) {
            assertThat(isReady(application)).isTrue();
        }
    }

    @Test
    void B08_another_process_takes_the_same_word_or_the_generation_for_an_answer() {
        String backup = backup();
        try (TestApplication application = start(backup, "rekey.restored=monday")) {
            assertThat(isReady(application)).isTrue();
        }
        Marks.mark = markOfOriginal;
        write(backup, "without the word");
        Marks.mark = String.valueOf(markOfOriginal).replaceAll("reached=\\w+", "reached=ofALostRestore");
        try (TestApplication application = start(backup)) {
            assertNothingIsAccepted(application, "does not know of a restore");
        }
        try (TestApplication application = start(backup, "rekey.restored=monday")) {
            assertThat(isReady(application)).isTrue();
        }
        write(backup, "without the word again");
    }

    @Test
    void B08_a_word_given_elsewhere_counts_in_a_process_that_runs() {
        try (TestApplication running = start(original, "rekey.node-id=running")) {
            running.create("one");
            LogContinuity log = running.bean(LogContinuity.class);
            String before = log.origin();
            try (TestApplication other = start(original, "rekey.node-id=other", "rekey.restored=monday")) {
                String fresh = other.bean(LogContinuity.class).origin();
                Awaitility.await()
                        .untilAsserted(() -> assertThat(log.accepts(before, 0)).isFalse());
                assertThat(log.accepts(fresh, 0)).isTrue();
                assertThat(isReady(running)).isTrue();
                running.create("two");
            }
        }
    }

    @Test
    void B08_a_token_of_another_process_that_is_faster_is_accepted_and_one_of_a_lost_log_gives_it_away() {
        try (TestApplication slow = start(original, "rekey.node-id=slow")) {
            slow.create("one");
            LogContinuity log = slow.bean(LogContinuity.class);
            slow.jdbc()
                    .sql("insert into eventstore.event select 0, 'faster-event', 'counter:faster', 0, type, time_stamp,"
                            + " payload_type, payload_revision, payload, meta_data from eventstore.event")
                    .update();
            String generation = log.origin().split("\\.")[0];
            assertThat(log.accepts(generation + ".2.faster-e", 0)).isTrue();
            assertThat(isReady(slow)).isTrue();
            assertThat(log.accepts("no.such.form", 0)).isFalse();
            assertThat(isReady(slow)).isTrue();
            assertThat(log.accepts(generation + ".3.deadbeef", 0)).isFalse();
            assertNothingIsAccepted(slow, "a token was issued when");
        }
        try (TestApplication again = start(original)) {
            assertNothingIsAccepted(again, "is not there any more");
        }
    }

    /** Killed at any moment, the next start finds a mark that the log contains. */
    @Test
    void B08_the_mark_is_never_ahead_of_what_is_committed() throws Exception {
        try (TestApplication application = start(original)) {
            LogLineage log = new LogLineage(JdbcClient.create(EmbeddedDatabase.pool(
                    EmbeddedDatabase.server().getJdbcUrl("postgres", original), "postgres", "postgres")));
            var threads = Executors.newFixedThreadPool(4);
            for (int i = 0; i < 4; i++) {
                String counter = "counter-" + i;
                threads.submit(() -> {
                    application.create(counter);
                    for (int n = 0; n < 100; n++) {
                        application.count(counter);
                    }
                });
            }
            threads.shutdown();
            int checked = 0;
            while (!threads.awaitTermination(1, TimeUnit.MILLISECONDS) || checked < Marks.WRITTEN.size()) {
                if (checked < Marks.WRITTEN.size()) {
                    LogMark mark = parsed(Marks.WRITTEN.get(checked++));
                    assertThat(log.contains(mark.reached())).as(mark.text()).isTrue();
                }
            }
        }
        assertThat(parsed(Marks.mark).reached().position()).isEqualTo(404);
    }

    private static LogMark parsed(@Nullable String text) {
        return Objects.requireNonNull(LogMark.parse(String.valueOf(text)));
    }
}
