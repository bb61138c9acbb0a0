package org.rekey.token.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.rekey.eventstore.testing.SettableClock;

class GuessesTest {

    private static final String HERE = "192.0.2.1";
    private static final String ELSEWHERE = "192.0.2.2";

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-20T10:00:12.500Z"));
    private final Guesses guesses = new Guesses(new LimitProperties(3, 5, 1, 1, 1, Duration.ofMinutes(1), 0), clock);

    private void wrong(int times, String clientId, String address) {
        for (int i = 0; i < times; i++) {
            assertThat(guesses.wrong(clientId, address)).isZero();
        }
    }

    @Test
    void T50_a_client_may_be_guessed_at_a_few_times_from_each_network() {
        wrong(3, "a", HERE);

        assertThat(guesses.wrong("a", HERE)).isEqualTo(48);
        assertThat(guesses.wrong("a", ELSEWHERE)).isZero();
        assertThat(guesses.wrong("b", HERE)).isZero();
    }

    @Test
    void T51_a_network_may_guess_a_few_times_whoever_it_is_at() {
        wrong(1, "a", HERE);
        wrong(1, "b", HERE);
        wrong(3, "c", HERE);

        assertThat(guesses.wrong("d", HERE)).isEqualTo(48);
        assertThat(guesses.wrong("d", ELSEWHERE)).isZero();
    }

    @Test
    void neighbours_in_an_IPv6_network_count_together() {
        wrong(1, "a", "2001:db8::1");
        wrong(2, "a", "2001:db8::2");

        assertThat(guesses.wrong("a", "2001:db8::3")).isPositive();
        assertThat(guesses.wrong("a", "2001:db8:0:1::1")).isZero();
    }

    @Test
    void what_can_be_guessed_is_not_looked_at_once_the_next_wrong_one_were_too_many() {
        wrong(2, "a", HERE);
        assertThat(guesses.areTooMany("a", HERE)).isFalse();

        wrong(1, "a", HERE);
        assertThat(guesses.areTooMany("a", HERE)).isTrue();
        assertThat(guesses.areTooMany("a", ELSEWHERE)).isFalse();
        assertThat(guesses.areTooMany("b", HERE)).isFalse();

        wrong(2, "b", HERE);
        assertThat(guesses.areTooMany("c", HERE)).isTrue();
    }

    @Test
    void in_the_next_window_all_begins_again() {
        wrong(3, "a", HERE);
        assertThat(guesses.wrong("a", HERE)).isEqualTo(48);

        clock.tick(Duration.ofMillis(47_499));
        assertThat(guesses.wrong("a", HERE)).isEqualTo(1);
        clock.tick(Duration.ofMillis(1));

        wrong(3, "a", HERE);
        assertThat(guesses.wrong("a", HERE)).isEqualTo(60);
    }

    @Test
    void limits_that_let_nobody_in_are_refused() {
        assertThatThrownBy(() -> new LimitProperties(0, 1, 1, 1, 1, Duration.ofMinutes(1), 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new LimitProperties(1, 1, 1, 1, 1, Duration.ofMillis(999), 0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
