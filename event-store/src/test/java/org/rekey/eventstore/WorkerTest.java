package org.rekey.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rekey.eventstore.Worker.Round;

/** B11: a worker survives whatever is no error of the JVM, and nobody ends unseen. */
class WorkerTest {

    private static final Duration OFTEN = Duration.ofMillis(5);

    private final AtomicLong nanoTime = new AtomicLong();
    private final Workers workers = new Workers(nanoTime::get);
    private final AtomicInteger rounds = new AtomicInteger();
    private Worker worker;

    @AfterEach
    void stop() {
        worker.stop(Duration.ofSeconds(1));
    }

    private void start(Round round) {
        worker = Worker.start(workers, "digging", OFTEN, () -> {
            rounds.incrementAndGet();
            round.run();
        });
    }

    @Test
    void B11_no_exception_ends_it_not_even_at_the_first_round() {
        start(() -> {
            throw rounds.get() % 2 == 0 ? new SQLException("away", "08006") : new IllegalStateException();
        });
        await().until(() -> rounds.get() > 3);
        assertThat(workers.troubles()).isEmpty();
    }

    @Test
    void B11_an_interrupt_does_not_end_it() {
        start(() -> Thread.currentThread().interrupt());
        await().until(() -> rounds.get() > 3);
        assertThat(workers.troubles()).isEmpty();
    }

    @Test
    void B11_an_error_ends_it_and_shows() {
        AtomicInteger uncaught = new AtomicInteger();
        start(() -> {
            Thread.currentThread().setUncaughtExceptionHandler((thread, error) -> uncaught.incrementAndGet());
            throw new StackOverflowError();
        });
        await().dontCatchUncaughtExceptions().until(() -> uncaught.get() == 1);
        assertThat(workers.troubles()).containsEntry("digging", "ended by StackOverflowError");
    }

    @Test
    void B11_one_that_hangs_shows_after_a_while() {
        start(() -> Thread.currentThread().join());
        await().until(() -> rounds.get() == 1);
        nanoTime.addAndGet(Duration.ofSeconds(30).toNanos());
        assertThat(workers.troubles()).isEmpty();
        nanoTime.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(workers.troubles()).containsEntry("digging", "has been silent for 31 s");
    }

    @Test
    void B11_one_that_was_stopped_is_missed_by_nobody() {
        start(() -> {});
        worker.stop(Duration.ofSeconds(1));
        nanoTime.addAndGet(Duration.ofDays(1).toNanos());
        assertThat(workers.troubles()).isEmpty();
    }
}
