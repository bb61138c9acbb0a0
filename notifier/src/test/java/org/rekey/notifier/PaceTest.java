package org.rekey.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {

    private final Pace pace = new Pace(250);

    @Test
    void turns_are_4_ms_apart_and_those_that_nobody_took_are_not_made_up_for() {
        assertThat(pace.reserve(millis(100))).isZero();
        assertThat(pace.reserve(millis(100))).isEqualTo(millis(4));
        assertThat(pace.reserve(millis(101))).isEqualTo(millis(7));
        assertThat(pace.reserve(millis(112))).isZero();
        assertThat(pace.reserve(millis(5000))).isZero();
        assertThat(pace.reserve(millis(5000))).isEqualTo(millis(4));
    }

    @Test
    void it_does_not_mind_where_the_stopwatch_stands() {
        long overflow = Long.MAX_VALUE - millis(1);
        assertThat(pace.reserve(overflow)).isZero();
        assertThat(pace.reserve(overflow)).isEqualTo(millis(4));
        assertThat(pace.reserve(overflow + millis(2))).isEqualTo(millis(6));
    }

    private static long millis(long millis) {
        return millis * 1_000_000;
    }
}
