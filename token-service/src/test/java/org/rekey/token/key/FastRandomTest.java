package org.rekey.token.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FastRandomTest {

    @Test
    void every_letter_and_digit_comes_up_about_as_often() {
        FastRandom random = new FastRandom(new Random(1));
        int[] counts = new int[128];

        random.text(620_000).chars().forEach(character -> counts[character]++);

        assertThat("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".chars())
                .allSatisfy(character -> assertThat(counts[character]).isBetween(9_500, 10_500));
    }

    @Test
    void no_two_are_the_same() {
        FastRandom random = new FastRandom(new Random(2));
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            seen.add(random.text(22));
        }

        assertThat(seen).hasSize(10_000).allMatch(text -> text.length() == 22);
    }
}
