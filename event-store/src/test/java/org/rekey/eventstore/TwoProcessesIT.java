package org.rekey.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.rekey.eventstore.TestApplication.SOON;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.rekey.eventstore.testing.EmbeddedDatabase;

class TwoProcessesIT {

    private static final Map<String, Object> properties = EmbeddedDatabase.freshProperties();
    private static final TestApplication one = TestApplication.start(with("one"));
    private static final TestApplication other = TestApplication.start(with("other"));

    private static Map<String, Object> with(String node) {
        Map<String, Object> all = new HashMap<>(properties);
        all.put("rekey.node-id", node);
        return all;
    }

    @AfterAll
    static void close() {
        other.close();
        one.close();
    }

    @Test
    void readers_are_woken_by_what_another_process_appends() {
        WakingEventStore there = other.bean(WakingEventStore.class);
        // Nothing but a notification wakes them there: looking once a second does not count.
        await().atMost(SOON).until(() -> there.wakes() > 0);
        long before = there.wakes();

        one.create("counter:wake");

        await().atMost(SOON).until(() -> there.wakes() > before);
    }

    @Test
    void each_sees_what_the_other_has_committed_and_where_the_projection_stands() {
        one.create("counter:both");
        long position = other.count("counter:both");

        assertThat(one.seen(position)).isTrue();
        assertThat(other.seen(position)).isTrue();
        assertThat(other.counted("counter:both")).isEqualTo(1);
        assertThat(one.replays().status("test.counts").running()).isTrue();
        assertThat(other.replays().status("test.counts").running()).isTrue();
        assertThat(one.positions().isHere("test.counts"))
                .isNotEqualTo(other.positions().isHere("test.counts"));
    }

    @Test
    void both_see_that_a_projection_has_come_past_what_does_not_concern_it() {
        long position = 0;
        for (int i = 0; i < 100; i++) {
            position = one.create("counter:past-" + i);
        }

        assertThat(one.seen(position)).isTrue();
        assertThat(other.seen(position)).isTrue();
    }

    @Test
    void what_one_has_created_the_other_cannot_create_again() {
        one.create("counter:once");

        assertThatThrownBy(() -> other.create("counter:once")).isInstanceOf(ConflictException.class);
    }

    @Test
    void a_replay_in_one_keeps_the_other_from_starting_one() {
        try (ReplayLock lock = one.bean(Rebuild.class).lock(one.counts())) {
            assertThat(lock).isNotNull();
            assertThatThrownBy(() -> other.replays().start("test.counts")).isInstanceOf(AlreadyRunning.class);
        }
    }

    @Test
    void when_one_stops_the_other_takes_over() {
        Map<String, Object> here = new HashMap<>(EmbeddedDatabase.freshProperties());
        here.put("rekey.node-id", "first");
        TestApplication first = TestApplication.start(here);
        await().atMost(SOON).until(() -> first.positions().isHere("test.counts"));
        here.put("rekey.node-id", "second");
        try (TestApplication second = TestApplication.start(here)) {
            first.close();

            second.create("counter:after");
            long position = second.count("counter:after");

            await().atMost(SOON).until(() -> second.positions().isHere("test.counts"));
            assertThat(second.seen(position)).isTrue();
        }
    }
}
