package org.rekey.token.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class EcdsaRangeTest {

    private static final BigInteger ORDER = BigInteger.valueOf(1000);

    private static boolean contains(int r, int s) {
        return EcdsaRange.contains(ORDER, new byte[] {(byte) (r >> 8), (byte) r, (byte) (s >> 8), (byte) s});
    }

    @Test
    void r_and_s_are_numbers_below_the_order() {
        assertThat(contains(1, 1)).isTrue();
        assertThat(contains(999, 999)).isTrue();
    }

    @Test
    void neither_is_zero_nor_the_order_or_more() {
        assertThat(contains(0, 0)).isFalse();
        assertThat(contains(0, 1)).isFalse();
        assertThat(contains(1, 0)).isFalse();
        assertThat(contains(1000, 1)).isFalse();
        assertThat(contains(1, 1000)).isFalse();
        assertThat(contains(2000, 1)).isFalse();
        assertThat(contains(0xffff, 0xffff)).isFalse();
    }

    @Test
    void both_are_of_one_length() {
        assertThat(EcdsaRange.contains(ORDER, new byte[] {1, 1, 1})).isFalse();
        assertThat(EcdsaRange.contains(ORDER, new byte[0])).isFalse();
    }
}
