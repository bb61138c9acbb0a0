package org.rekey.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rekey.eventstore.TestApplication.SOMEBODY;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.rekey.eventstore.testing.EmbeddedDatabase;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.support.TransactionTemplate;

class CommitsIT {

    private static final TestApplication application = TestApplication.start();

    @AfterAll
    static void close() {
        application.close();
    }

    @Test
    void an_event_stands_in_the_log_under_its_stable_name_and_as_readable_json() {
        long position = application.create("counter:json");

        Map<String, Object> row = application
                .jdbc()
                .sql("select * from eventstore.event where global_index = ?")
                .param(position)
                .query()
                .singleRow();

        assertThat(row.get("payload_type")).isEqualTo("counter.created");
        assertThat(row.get("payload_revision")).isEqualTo("1");
        assertThat(row.get("type")).isEqualTo("counter");
        assertThat((String) row.get("payload")).matches("\\{\"name\":\"counter:json\",\"at\":\"20[^\"]+Z\"}");
        assertThat((String) row.get("meta_data"))
                .isEqualTo("{\"actor\":\"client:tester\",\"ip\":\"192.0.2.7\",\"reason\":\"a test\",\"source\":\"api\","
                        + "\"tenant\":\"acme\",\"traceId\":\"trace-1\",\"userAgent\":\"curl/8\"}");
    }

    @Test
    void a_projection_sees_what_was_committed() {
        application.create("counter:seen");
        long position = application.count("counter:seen");

        assertThat(application.seen(position)).isTrue();
        assertThat(application.counted("counter:seen")).isEqualTo(1);
    }

    @Test
    void a_refusal_comes_out_as_it_is() {
        application.create("counter:refuse");

        assertThatThrownBy(() -> application.commits().dispatch(SOMEBODY, new Counter.Refuse("counter:refuse")))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("no");
    }

    @Test
    void creating_what_exists_is_a_conflict() {
        application.create("counter:twice");

        assertThatThrownBy(() -> application.create("counter:twice")).isInstanceOf(ConflictException.class);
    }

    @Test
    void of_two_writers_one_wins_and_the_other_is_told() throws Exception {
        application.create("counter:race");
        ExecutorService threads = Executors.newFixedThreadPool(2);
        AtomicInteger conflicts = new AtomicInteger();
        for (int round = 0; round < 50; round++) {
            CyclicBarrier barrier = new CyclicBarrier(2);
            Callable<Void> writer = () -> {
                barrier.await();
                try {
                    application.count("counter:race");
                } catch (ConflictException e) {
                    conflicts.incrementAndGet();
                }
                return null;
            };
            for (Future<Void> done : threads.invokeAll(List.of(writer, writer))) {
                done.get();
            }
        }
        threads.shutdown();

        List<Long> sequence = application
                .jdbc()
                .sql(
                        "select sequence_number from eventstore.event where aggregate_identifier = 'counter:race' order by 1")
                .query(Long.class)
                .list();
        assertThat(sequence).hasSize(101 - conflicts.get());
        assertThat(sequence)
                .containsExactlyElementsOf(
                        LongStream.range(0, sequence.size()).boxed().toList());
        assertThat(conflicts.get()).isPositive();
    }

    @Test
    void several_commands_and_other_rows_are_one_transaction() {
        application
                .jdbc()
                .sql("create table if not exists public.note (text text)")
                .update();

        assertThatThrownBy(() -> application.commits().inOneTransaction(SOMEBODY, dispatch -> {
                    dispatch.send(new Counter.Create("counter:undone"));
                    application
                            .jdbc()
                            .sql("insert into public.note values ('undone')")
                            .update();
                    return dispatch.send(new Counter.Refuse("counter:undone"));
                }))
                .isInstanceOf(IllegalArgumentException.class);
        Committed<Object> done = application.commits().inOneTransaction(SOMEBODY, dispatch -> {
            dispatch.send(new Counter.Create("counter:done"));
            application.jdbc().sql("insert into public.note values ('done')").update();
            return dispatch.send(new Counter.Count("counter:done"));
        });

        assertThat(done.result()).isEqualTo(1);
        assertThat(application
                        .jdbc()
                        .sql("select text from public.note")
                        .query(String.class)
                        .list())
                .containsExactly("done");
        assertThat(streams()).contains("counter:done").doesNotContain("counter:undone");
        assertThat(done.position()).isEqualTo(application.bean(LogHead.class).lastAppendedHere());
    }

    @Test
    void the_position_is_that_of_its_own_last_event_whoever_writes_next() {
        long position = application
                .commits()
                .inOneTransaction(SOMEBODY, dispatch -> {
                    CurrentUnitOfWork.get().root().afterCommit(unit -> CompletableFuture.runAsync(
                                    () -> application.create("counter:next"))
                            .join());
                    return dispatch.send(new Counter.Create("counter:own"));
                })
                .position();

        assertThat(application
                        .jdbc()
                        .sql("select aggregate_identifier from eventstore.event where global_index = ?")
                        .param(position)
                        .query(String.class)
                        .single())
                .isEqualTo("counter:own");
    }

    @Test
    void a_transaction_without_events_has_the_position_of_the_head() {
        application.create("counter:head");

        Committed<String> nothing = application.commits().inOneTransaction(SOMEBODY, dispatch -> "nothing");

        assertThat(nothing.position()).isEqualTo(application.bean(LogHead.class).committed());
    }

    @Test
    void an_answer_waits_until_what_decides_has_seen_it() {
        application.create("counter:denied");
        long position = application.count("counter:denied");

        application.bean(Denials.class).awaitSeen(position);

        assertThat(application.counted("counter:denied")).isEqualTo(1);
    }

    @Test
    void when_the_connection_is_lost_while_committing_nobody_says_what_became_of_it() {
        assertThatThrownBy(() -> application.commits().inOneTransaction(SOMEBODY, dispatch -> {
                    int session = application
                            .jdbc()
                            .sql("select pg_backend_pid()")
                            .query(Integer.class)
                            .single();
                    dispatch.send(new Counter.Create("counter:unknown"));
                    CurrentUnitOfWork.get().root().onPrepareCommit(unit -> cutOff(session));
                    return null;
                }))
                .isInstanceOf(OutcomeUnknownException.class);
        assertThat(CurrentUnitOfWork.isStarted()).isFalse();
    }

    @Test
    void when_the_connection_is_lost_before_it_is_an_outage() {
        assertThatThrownBy(() -> application.commits().inOneTransaction(SOMEBODY, dispatch -> {
                    cutOff(application
                            .jdbc()
                            .sql("select pg_backend_pid()")
                            .query(Integer.class)
                            .single());
                    return dispatch.send(new Counter.Count("counter:unknown"));
                }))
                .isInstanceOf(DataAccessResourceFailureException.class);
        assertThat(CurrentUnitOfWork.isStarted()).isFalse();
        application.create("counter:after-the-outage");
    }

    @Test
    void it_does_not_answer_for_a_transaction_that_somebody_else_commits() {
        TransactionTemplate outer = application.bean(TransactionTemplate.class);

        assertThatThrownBy(() -> outer.executeWithoutResult(status -> application.create("counter:inside")))
                .isInstanceOf(IllegalStateException.class);
    }

    private static void cutOff(int session) {
        EmbeddedDatabase.execute("select pg_terminate_backend(" + session + ", 5000)");
    }

    private static List<String> streams() {
        return application
                .jdbc()
                .sql("select distinct aggregate_identifier from eventstore.event")
                .query(String.class)
                .list();
    }
}
