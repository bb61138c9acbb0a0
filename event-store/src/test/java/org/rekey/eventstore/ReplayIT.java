package org.rekey.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.rekey.eventstore.TestApplication.SOON;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.ReplayStatus;
import org.axonframework.eventhandling.TrackingEventProcessor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rekey.eventstore.Replays.Replay;
import org.rekey.eventstore.Replays.State;
import org.rekey.eventstore.testing.EmbeddedDatabase;

class ReplayIT {

    private final TestApplication application = TestApplication.start();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void close() {
        threads.shutdownNow();
        application.close();
    }

    @Test
    void a_projection_is_rebuilt_while_it_is_written_and_read() throws Exception {
        fill(20);
        AtomicBoolean over = new AtomicBoolean();
        List<Future<Integer>> traffic = new ArrayList<>();
        traffic.add(threads.submit(() -> writeUntil(over)));
        traffic.add(threads.submit(() -> readUntil(over)));
        traffic.add(threads.submit(() -> readUntil(over)));
        for (int round = 0; round < 5; round++) {
            application.replays().start("test.counts");
            assertThat(ended("test.counts").state()).isEqualTo(State.DONE);
        }
        over.set(true);
        for (Future<Integer> done : traffic) {
            assertThat(done.get()).isPositive();
        }

        assertThat(application.seen(application.bean(LogHead.class).committed()))
                .isTrue();
        assertThat(application.counts().rebuilt).hasValue(5);
        assertThat(differences("test.counts")).isZero();
        assertThat(schemas()).contains("test_counts").noneMatch(name -> name.matches(".*_(rebuild|old)"));
    }

    @Test
    void verifying_finds_every_row_that_is_not_what_the_log_says() {
        fill(5);
        application
                .jdbc()
                .sql("update test_counts.count set value = 1000 where name = 'counter:0'")
                .update();
        application
                .jdbc()
                .sql("delete from test_counts.count where name = 'counter:1'")
                .update();

        application.replays().verify("test.counts");
        Replay replay = ended("test.counts");

        assertThat(replay.difference()).isNotNull();
        assertThat(replay.difference().count()).isEqualTo(3);
        assertThat(replay.difference().rows())
                .anyMatch(row -> row.matches("count: only live: \\(counter:0,1000,.*"))
                .anyMatch(row -> row.matches("count: only rebuilt: \\(counter:1,1,.*"));
        assertThat(application.counted("counter:0")).isEqualTo(1000);

        application.replays().start("test.counts");
        assertThat(ended("test.counts").state()).isEqualTo(State.DONE);
        assertThat(differences("test.counts")).isZero();
    }

    @Test
    void one_replay_at_a_time() throws Exception {
        fill(2);
        CountDownLatch hold = new CountDownLatch(1);
        application.counts().onEvent = () -> awaitQuietly(hold);
        application.replays().start("test.counts");

        assertThatThrownBy(() -> application.replays().start("test.counts")).isInstanceOf(AlreadyRunning.class);
        assertThatThrownBy(() -> application.replays().verify("test.counts")).isInstanceOf(AlreadyRunning.class);
        hold.countDown();

        assertThat(ended("test.counts").state()).isEqualTo(State.DONE);
        application.replays().verify("test.counts");
        ended("test.counts");
    }

    @Test
    void a_replay_that_fails_leaves_everything_as_it_was() {
        fill(3);
        application.counts().failing = true;

        application.replays().start("test.counts");
        Replay replay = ended("test.counts");

        assertThat(replay.state()).isEqualTo(State.FAILED);
        assertThat(replay.error()).contains("PoisonEventException", "IllegalStateException");
        assertThat(application.counted("counter:0")).isEqualTo(1);
        assertThat(schemas()).doesNotContain("test_counts_rebuild");
    }

    @Test
    void handlers_are_told_that_it_is_a_replay() {
        application.create("counter:1");
        application.positions().await("test.other", 1, SOON);
        application.replays().start("test.other");
        ended("test.other");

        assertThat(application.bean(OtherProjection.class).statuses())
                .containsExactly(ReplayStatus.REGULAR, ReplayStatus.REPLAY);
    }

    @Test
    void axons_own_reset_replays_from_the_beginning() {
        fill(5);
        TrackingEventProcessor processor = application
                .bean(EventProcessingConfiguration.class)
                .eventProcessor("test.counts", TrackingEventProcessor.class)
                .orElseThrow();
        processor.shutDown();
        application.jdbc().sql("truncate test_counts.count").update();
        processor.resetTokens();
        processor.start();

        long position = application.count("counter:0");
        await().atMost(SOON).untilAsserted(() -> assertThat(application
                        .jdbc()
                        .sql("select count(*) from test_counts.count")
                        .query(Long.class)
                        .single())
                .isEqualTo(5));
        assertThat(application.seen(position)).isTrue();
        assertThat(differences("test.counts")).isZero();
    }

    @Test
    void tables_of_another_version_are_rebuilt_before_anybody_reads_them() {
        var properties = EmbeddedDatabase.freshProperties();
        try (TestApplication yesterday = TestApplication.start(properties)) {
            yesterday.create("counter:1");
            yesterday.seen(yesterday.count("counter:1"));
            yesterday
                    .jdbc()
                    .sql("alter table test_counts.count drop column counted_at")
                    .update();
            yesterday.jdbc().sql("comment on schema test_counts is 'another'").update();
        }
        try (TestApplication today = TestApplication.start(properties)) {
            assertThat(today.counts().rebuilt).hasValue(1);
            assertThat(today.jdbc()
                            .sql("select count(*) from test_counts.count where counted_at is not null")
                            .query(Long.class)
                            .single())
                    .isEqualTo(1);
        }
    }

    @Test
    void tables_that_are_gone_are_filled_again() {
        var properties = EmbeddedDatabase.freshProperties();
        try (TestApplication yesterday = TestApplication.start(properties)) {
            yesterday.create("counter:1");
            yesterday.seen(yesterday.count("counter:1"));
        }
        try (TestApplication vandal = TestApplication.start(properties)) {
            vandal.jdbc().sql("drop schema test_counts cascade").update();
        }
        try (TestApplication today = TestApplication.start(properties)) {
            assertThat(today.seen(2)).isTrue();
            assertThat(today.counted("counter:1")).isEqualTo(1);
        }
    }

    private void fill(int counters) {
        long position = 0;
        for (int i = 0; i < counters; i++) {
            application.create("counter:" + i);
            position = application.count("counter:" + i);
        }
        assertThat(application.seen(position)).isTrue();
    }

    private int writeUntil(AtomicBoolean over) {
        int written = 0;
        while (!over.get()) {
            application.count("counter:" + written++ % 20);
        }
        return written;
    }

    private int readUntil(AtomicBoolean over) {
        int read = 0;
        int last = 0;
        while (!over.get()) {
            int value = application.counted("counter:0");
            assertThat(value).as("never goes back").isGreaterThanOrEqualTo(last);
            last = value;
            read++;
        }
        return read;
    }

    private Replay ended(String name) {
        return await().atMost(SOON)
                .until(() -> application.replays().status(name).replay(), r -> r != null && r.state() != State.RUNNING);
    }

    private long differences(String name) {
        application.replays().verify(name);
        Replay replay = ended(name);
        assertThat(replay.error()).isNull();
        assertThat(replay.difference()).isNotNull();
        return replay.difference().count();
    }

    private List<String> schemas() {
        return application
                .jdbc()
                .sql("select nspname from pg_namespace")
                .query(String.class)
                .list();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
