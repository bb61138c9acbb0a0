package org.rekey.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.rekey.eventstore.TestApplication.SOMEBODY;
import static org.rekey.eventstore.TestApplication.SOON;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rekey.eventstore.testing.EmbeddedDatabase;
import org.springframework.dao.DataAccessException;

/** B10: what stops a reader is an event only if the database was there when the event could not be handled. */
class OutageIT {

    private static final TestApplication application = TestApplication.start();

    @AfterEach
    void mend() {
        application.counts().onEvent = () -> {};
        // The pool may still hold a connection that was lost.
        long last = await().atMost(SOON)
                .ignoreExceptionsInstanceOf(DataAccessException.class)
                .until(() -> application.create("counter:" + System.nanoTime()), position -> position > 0);
        assertThat(application.seen(last)).isTrue();
        await().atMost(SOON).until(() -> error() == null);
    }

    @AfterAll
    static void close() {
        application.close();
    }

    @Test
    void B10_a_connection_that_is_lost_in_a_handler_is_an_outage() {
        assertThat(errorAfter(() -> terminate())).startsWith("an outage");
    }

    @Test
    void B10_a_handler_that_hides_that_the_connection_was_lost_is_an_outage_too() {
        assertThat(errorAfter(() -> {
                    try {
                        terminate();
                    } catch (DataAccessException e) {
                        throw new IllegalStateException("in an incompatible phase");
                    }
                }))
                .startsWith("an outage");
    }

    @Test
    void B10_a_connection_that_is_lost_before_the_commit_is_an_outage() {
        assertThat(errorAfter(() -> CurrentUnitOfWork.get().root().onPrepareCommit(unit -> terminate())))
                .startsWith("an outage");
    }

    /** Axon then says that its unit of work was in an incompatible phase, and nothing of the database. */
    @Test
    void B10_a_connection_that_is_lost_before_a_transaction_has_begun_is_an_outage() {
        AtomicLong last = new AtomicLong(Long.MAX_VALUE);
        AtomicInteger left = new AtomicInteger(1);
        application.counts().onEvent = () -> {
            if (left.getAndDecrement() == 1) {
                // The other reader shares what it has read: no more connection is needed for that.
                await().atMost(SOON).until(() -> application.positions().position("test.other") >= last.get());
                CurrentUnitOfWork.get().root().afterCommit(unit -> terminateAll());
            }
        };
        last.set(application
                .commits()
                .inOneTransaction(SOMEBODY, dispatch -> {
                    String counter = "counter:" + System.nanoTime();
                    dispatch.send(new Counter.Create(counter));
                    for (int i = 0; i < 3 * LogEngine.BATCH; i++) {
                        dispatch.send(new Counter.Count(counter));
                    }
                    return null;
                })
                .position());
        await().atMost(SOON).until(() -> left.get() <= 0 && error() != null);
        assertThat(error()).startsWith("an outage").contains("IllegalStateException");
    }

    @Test
    void B10_what_the_database_does_not_take_is_the_event_s_fault() {
        assertThat(errorAfter(
                        () -> application.jdbc().sql("select 1 / 0").query().singleValue()))
                .startsWith("event ");
    }

    @Test
    void B10_so_is_a_failed_statement_that_the_handler_does_not_tell_of() {
        assertThat(errorAfter(() -> {
                    try {
                        application.jdbc().sql("select 1 / 0").query().singleValue();
                    } catch (DataAccessException e) {
                        application.jdbc().sql("select 1").query().singleValue();
                    }
                }))
                .startsWith("event ");
    }

    @Test
    void B10_so_is_whatever_else_the_handler_throws() {
        assertThat(errorAfter(() -> {
                    throw new NullPointerException();
                }))
                .startsWith("event ");
    }

    /** What is shown of a reader that fails twice. */
    private static String errorAfter(Runnable failure) {
        String counter = "counter:" + System.nanoTime();
        application.create(counter);
        AtomicInteger left = new AtomicInteger(2);
        application.counts().onEvent = () -> {
            if (left.getAndDecrement() > 0) {
                failure.run();
            }
        };
        application.count(counter);
        await().atMost(SOON).until(() -> left.get() < 2 && error() != null);
        return error();
    }

    private static void terminate() {
        application
                .jdbc()
                .sql("select pg_terminate_backend(pg_backend_pid())")
                .query()
                .singleValue();
    }

    private static void terminateAll() {
        String url = application.context().getEnvironment().getRequiredProperty("spring.datasource.url");
        String database = url.replaceAll(".*/|\\?.*", "");
        EmbeddedDatabase.execute(
                "select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + database + "'");
    }

    private static String error() {
        return application.bean(ProjectionErrors.class).of("test.counts");
    }
}
