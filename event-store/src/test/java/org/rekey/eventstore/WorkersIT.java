package org.rekey.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.rekey.eventstore.TestApplication.SOON;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/** B11: whoever works in the background of a process is known to its health and to the list. */
class WorkersIT {

    private final TestApplication application = TestApplication.start();

    @AfterEach
    void close() {
        application.close();
    }

    @Test
    void B11_all_are_known() {
        assertThat(application.replays().all())
                .extracting(Replays.Status::name)
                .startsWith("test.counts", "test.other")
                .contains("log-watch", "clock-watch");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(application.replays().all()).allMatch(Replays.Status::running));
        assertThat(health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void B11_a_reader_of_the_log_whose_thread_has_ended_shows() {
        application.counts().onEvent = () -> {
            throw new StackOverflowError();
        };
        application.create("counter:1");
        application.count("counter:1");

        await().dontCatchUncaughtExceptions().atMost(SOON).until(() -> health().getStatus()
                .equals(Status.DOWN));
        assertThat(health().getDetails().toString()).contains("test.counts=ended by StackOverflowError");
        assertThat(application.replays().status("test.counts").error()).contains("StackOverflowError");
        assertThat(application.replays().status("test.other").error()).isNull();
    }

    @Test
    void B11_a_worker_that_was_interrupted_goes_on() {
        Thread watch = thread("log-watch");
        watch.interrupt();
        long position = application.create("counter:1");
        assertThat(application.seen(position)).isTrue();
        assertThat(watch.isAlive()).isTrue();
        assertThat(health().getStatus()).isEqualTo(Status.UP);
    }

    static Thread thread(String name) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(name) && thread.isAlive())
                .findAny()
                .orElseThrow();
    }

    private Health health() {
        Health health = application
                .context()
                .getBean("rekeyWorkersHealthIndicator", HealthIndicator.class)
                .health();
        assertThat(health).isNotNull();
        return health;
    }
}
