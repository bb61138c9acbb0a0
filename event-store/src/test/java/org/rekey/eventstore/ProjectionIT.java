package org.rekey.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.rekey.eventstore.TestApplication.SOMEBODY;
import static org.rekey.eventstore.TestApplication.SOON;

import java.sql.DriverManager;
import java.util.function.LongSupplier;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.support.TransactionTemplate;

class ProjectionIT {

    private final TestApplication application = TestApplication.start();

    @AfterEach
    void close() {
        application.close();
    }

    @Test
    void an_event_that_cannot_be_handled_stops_its_projection_and_shows() {
        application.counts().failing = true;
        // In one transaction, so that the processor gets all in one batch.
        long poison = application
                .commits()
                .inOneTransaction(SOMEBODY, dispatch -> {
                    dispatch.send(new Counter.Create("counter:1"));
                    for (int i = 0; i < 20; i++) {
                        dispatch.send(new Counter.Create("counter:uncounted-" + i));
                    }
                    return dispatch.send(new Counter.Count("counter:1"));
                })
                .position();
        long later = application.create("counter:2");

        // It tries again and again, and shows no error while it does.
        await().atMost(SOON).untilAsserted(() -> {
            assertThat(status("test.counts").position()).isEqualTo(poison - 1);
            assertThat(status("test.counts").error())
                    .contains("event " + eventAt(poison), "at position " + poison, "IllegalStateException")
                    .doesNotContain("cannot count");
        });
        await().atMost(SOON).untilAsserted(() -> {
            var health = health();
            assertThat(health.getStatus()).isEqualTo(Status.DOWN);
            assertThat(health.getDetails().toString()).contains("test.counts");
        });

        assertThat(application.positions().await("test.other", later, SOON)).isTrue();
        assertThat(status("test.other").error()).isNull();

        application.counts().failing = false;
        assertThat(application.seen(later)).isTrue();
        await().atMost(SOON).until(() -> status("test.counts").error() == null);
        assertThat(application.counted("counter:1")).isEqualTo(1);
        await().atMost(SOON).until(() -> health().getStatus().equals(Status.UP));
    }

    @Test
    void an_event_of_an_unknown_name_is_never_skipped() {
        long before = application
                .commits()
                .inOneTransaction(SOMEBODY, dispatch -> {
                    dispatch.send(new Counter.Create("counter:1"));
                    CurrentUnitOfWork.get().root().onPrepareCommit(unit -> append("counter.exploded", "{}"));
                    return null;
                })
                .position();
        long poison = before + 1;
        application.create("counter:2");

        for (String projection : new String[] {"test.counts", "test.other"}) {
            awaitStopped(projection, before);
            assertThat(status(projection).error())
                    .contains("event strange at position " + poison, "'counter.exploded'");
        }
    }

    @Test
    void an_event_that_is_no_json_stops_only_those_who_read_it() {
        application.create("counter:1");
        long poison = append("counter.counted", "{broken");

        await().atMost(SOON).until(() -> status("test.counts").error() != null);
        assertThat(status("test.counts").error()).contains("event strange at position " + poison);
        assertThat(application.positions().await("test.other", poison, SOON)).isTrue();
    }

    @Test
    void processors_let_go_of_their_claims_before_the_connections_go() throws Exception {
        application.create("counter:1");
        await().atMost(SOON).until(() -> status("test.counts").running());
        var properties = application.context().getEnvironment();
        String url = properties.getRequiredProperty("spring.datasource.url");

        application.close();

        try (var connection = DriverManager.getConnection(url);
                var claims = connection
                        .createStatement()
                        .executeQuery("select count(*), count(owner) from eventstore.token_entry")) {
            claims.next();
            assertThat(claims.getInt(1)).isPositive();
            assertThat(claims.getInt(2)).isZero();
        }
    }

    @Test
    void readers_go_on_when_the_server_has_thrown_them_out() {
        application.create("counter:1");
        await().atMost(SOON).until(() -> status("test.counts").running());
        try {
            application
                    .jdbc()
                    .sql("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()")
                    .query()
                    .listOfRows();
        } catch (DataAccessException e) {
            // It was among them.
        }

        long position = retry(() -> application.count("counter:1"));

        assertThat(application.seen(position)).isTrue();
        await().atMost(SOON).until(() -> health().getStatus().equals(Status.UP));
    }

    @Test
    void what_a_crash_of_the_server_has_taken_back_is_folded_again() {
        application.create("counter:1");
        long position = application.count("counter:1");
        assertThat(application.seen(position)).isTrue();

        // As after a crash: rows and position are those of a moment ago, while the processor is further.
        application.bean(TransactionTemplate.class).executeWithoutResult(status -> {
            application.jdbc().sql("delete from test_counts.count").update();
            application
                    .jdbc()
                    .sql("update eventstore.token_entry set token = '{\"index\":1,\"gaps\":[]}'"
                            + " where processor_name = 'test.counts'")
                    .update();
        });

        await().atMost(SOON).untilAsserted(() -> assertThat(application
                        .jdbc()
                        .sql("select count(*) from test_counts.count")
                        .query(Long.class)
                        .single())
                .isEqualTo(1));
        assertThat(application.seen(position)).isTrue();
        await().atMost(SOON).until(() -> health().getStatus().equals(Status.UP));
    }

    private void awaitStopped(String projection, long position) {
        await().atMost(SOON).until(() -> status(projection), s -> s.error() != null && s.position() == position);
    }

    private static long retry(LongSupplier work) {
        return await().atMost(SOON).ignoreExceptions().until(work::getAsLong, position -> position > 0);
    }

    private Replays.Status status(String name) {
        return application.replays().status(name);
    }

    private Health health() {
        Health health = application
                .context()
                .getBean("rekeyProjectionsHealthIndicator", HealthIndicator.class)
                .health();
        assertThat(health).isNotNull();
        return health;
    }

    private String eventAt(long position) {
        return application
                .jdbc()
                .sql("select event_identifier from eventstore.event where global_index = ?")
                .param(position)
                .query(String.class)
                .single();
    }

    private long append(String name, String payload) {
        return application
                .jdbc()
                .sql(
                        "insert into eventstore.event (event_identifier, aggregate_identifier, sequence_number, type,"
                                + " time_stamp, payload_type, payload_revision, payload, meta_data) values"
                                + " ('strange', 'counter:strange', 0, 'counter', now(), ?, '1', ?, '{}') returning global_index")
                .params(name, payload)
                .query(Long.class)
                .single();
    }
}
