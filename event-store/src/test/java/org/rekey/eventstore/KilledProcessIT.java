package org.rekey.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.rekey.eventstore.TestApplication.SOON;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.rekey.eventstore.Replays.State;
import org.rekey.eventstore.testing.EmbeddedDatabase;

class KilledProcessIT {

    private final String url = EmbeddedDatabase.freshUrl();

    @Test
    void killed_after_a_command_was_answered_its_event_is_there() throws Exception {
        prepare();
        String output = kill("answering");

        // In a process of its own, for Axon behaves itself where it sees a test.
        assertThat(output).doesNotContain("will be checked for updates", "AxonIQ Console");
        afterwards(2);
    }

    @Test
    void killed_between_a_handler_and_its_commit_no_event_is_lost_or_counted_twice() throws Exception {
        prepare();
        kill("projecting");
        afterwards(2);
    }

    @Test
    void killed_while_rebuilding_the_live_tables_are_as_they_were() throws Exception {
        prepare();
        kill("rebuilding");
        afterwards(1);
    }

    private void prepare() {
        try (TestApplication application = TestApplication.start(KilledProcess.properties(url))) {
            application.create("counter:1");
            assertThat(application.seen(application.count("counter:1"))).isTrue();
        }
    }

    private void afterwards(int expected) {
        try (TestApplication application = TestApplication.start(KilledProcess.properties(url))) {
            assertThat(application.seen(expected + 1)).isTrue();
            assertThat(application.counted("counter:1")).isEqualTo(expected);
            application.replays().start("test.counts");
            assertThat(ended(application)).isEqualTo(State.DONE);
            assertThat(application.counted("counter:1")).isEqualTo(expected);
        }
    }

    private static State ended(TestApplication application) {
        return await().atMost(SOON)
                .until(
                        () -> application
                                .replays()
                                .status("test.counts")
                                .replay()
                                .state(),
                        s -> s != State.RUNNING);
    }

    private String kill(String where) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledProcess.class.getName(),
                        url,
                        where)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isEqualTo(137);
        return output;
    }
}
