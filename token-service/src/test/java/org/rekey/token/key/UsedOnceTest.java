package org.rekey.token.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.rekey.eventstore.testing.SettableClock;
import org.rekey.token.view.ViewUnavailableException;

class UsedOnceTest {

    private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
    private final SettableClock clock = new SettableClock(START);
    private final UsedOnce used = new UsedOnce(clock, 8);

    private boolean first(String owner, String id) {
        return used.first(owner, id, clock.instant().plusSeconds(60));
    }

    @Test
    void only_the_first_use_is_the_first() {
        assertThat(first("a", "1")).isTrue();
        assertThat(first("a", "1")).isFalse();
        assertThat(first("b", "1")).isFalse();
        assertThat(first("a", "2")).isTrue();
    }

    @Test
    void it_is_remembered_until_its_time_is_over() {
        first("a", "1");
        clock.tick(Duration.ofSeconds(60).minusMillis(1));
        assertThat(first("a", "1")).isFalse();

        clock.tick(Duration.ofMillis(1));
        assertThat(first("a", "1")).isTrue();
    }

    @Test
    void each_is_remembered_for_its_own_time() {
        used.first("a", "short", START.plusSeconds(10));
        used.first("a", "long", START.plusSeconds(100));
        clock.tick(Duration.ofSeconds(50));

        assertThat(first("a", "short")).isTrue();
        assertThat(first("a", "long")).isFalse();
    }

    @Test
    void what_cannot_be_remembered_is_not_accepted_and_nothing_is_forgotten_for_it() {
        IntStream.range(0, 4).forEach(i -> assertThat(first("a", "a" + i)).isTrue());
        IntStream.range(0, 2).forEach(i -> assertThat(first("b", "b" + i)).isTrue());
        assertThat(first("c", "c")).isTrue();

        assertThatThrownBy(() -> first("d", "d")).isInstanceOf(ViewUnavailableException.class);

        clock.tick(Duration.ofSeconds(60));
        assertThat(first("d", "d")).isTrue();
    }

    @Test
    void nobody_takes_more_than_half_of_what_the_others_leave() {
        IntStream.range(0, 4).forEach(i -> assertThat(first("a", "a" + i)).isTrue());
        assertThatThrownBy(() -> first("a", "more")).isInstanceOf(ViewUnavailableException.class);
        IntStream.range(0, 2).forEach(i -> assertThat(first("b", "b" + i)).isTrue());
        assertThatThrownBy(() -> first("b", "more")).isInstanceOf(ViewUnavailableException.class);

        clock.tick(Duration.ofSeconds(60));
        assertThat(first("a", "more")).isTrue();
    }

    @Test
    void three_that_take_all_they_can_leave_room_for_others() {
        UsedOnce large = new UsedOnce(clock, 800);
        for (String owner : new String[] {"a", "b", "c"}) {
            assertThatThrownBy(() -> IntStream.range(0, 800)
                            .forEach(i -> large.first(
                                    owner, owner + i, clock.instant().plusSeconds(60))))
                    .isInstanceOf(ViewUnavailableException.class);
        }

        IntStream.range(0, 50).forEach(i -> assertThat(
                        large.first("d", "d" + i, clock.instant().plusSeconds(60)))
                .isTrue());
    }
}
