package org.rekey.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rekey.eventstore.TestApplication.SOMEBODY;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LogStreamIT {

    private final TestApplication application = TestApplication.start();
    private final WakingEventStore store = application.bean(WakingEventStore.class);
    private final List<Long> reached = new ArrayList<>();

    @AfterEach
    void close() {
        application.close();
    }

    @Test
    void of_much_that_does_not_concern_a_reader_it_gets_little_but_the_last() throws Exception {
        long last = createAndCount(300);

        List<Long> given = read(streamOfCreated(), last);

        assertThat(given).startsWith(1L).endsWith(last).hasSizeLessThan(100).isSorted();
        assertThat(reached).isSorted().doesNotContain(1L);
    }

    @Test
    void it_has_not_come_to_what_follows_an_event_before_it_is_done_with_that_one() throws Exception {
        createAndCount(100);
        LogStream stream = streamOfCreated();
        assertThat(stream.hasNextAvailable(1, TimeUnit.SECONDS)).isTrue();
        assertThat(stream.nextAvailable().getPayload()).isInstanceOf(Counter.Created.class);

        // As processors do to fill a batch.
        while (stream.peek().isPresent()) {
            stream.nextAvailable();
        }
        assertThat(reached).isEmpty();
    }

    @Test
    void a_batch_is_filled_with_what_has_been_read_by_then() throws Exception {
        createAndCount(1);
        LogStream stream = streamOfAll();
        assertThat(stream.peek()).isEmpty();

        assertThat(stream.hasNextAvailable(1, TimeUnit.SECONDS)).isTrue();
        stream.nextAvailable();
        application.count("counter:much");
        assertThat(stream.peek().map(LogStreamIT::index)).contains(2L);
        stream.nextAvailable();
        assertThat(stream.peek()).isEmpty();
    }

    @Test
    void those_who_follow_the_log_get_the_same_events() throws Exception {
        LogStream one = streamOfAll();
        LogStream other = streamOfAll();
        for (int i = 1; i <= 5; i++) {
            application.create("counter:" + i);

            assertThat(one.nextAvailable()).isSameAs(other.nextAvailable());
        }
    }

    @Test
    void who_is_further_behind_than_what_is_kept_gets_everything() throws Exception {
        long last = createAndCount(1_500);
        assertThat(application.seen(last)).isTrue();

        assertThat(read(streamOfAll(), last))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, last).boxed().toList());
    }

    private long createAndCount(int times) {
        return application
                .commits()
                .inOneTransaction(SOMEBODY, dispatch -> {
                    dispatch.send(new Counter.Create("counter:much"));
                    for (int i = 0; i < times; i++) {
                        dispatch.send(new Counter.Count("counter:much"));
                    }
                    return null;
                })
                .position();
    }

    private LogStream streamOfAll() {
        return new LogStream(store, null, 0, event -> true, reached::add, () -> {});
    }

    private LogStream streamOfCreated() {
        return new LogStream(
                store, null, 0, event -> event.getPayloadType() == Counter.Created.class, reached::add, () -> {});
    }

    private static List<Long> read(LogStream stream, long last) throws InterruptedException {
        List<Long> given = new ArrayList<>();
        for (long position = 0; position < last; given.add(position)) {
            stream.hasNextAvailable(1, TimeUnit.SECONDS);
            position = index(stream.nextAvailable());
        }
        return given;
    }

    private static long index(TrackedEventMessage<?> event) {
        return event.trackingToken().position().orElseThrow();
    }
}
