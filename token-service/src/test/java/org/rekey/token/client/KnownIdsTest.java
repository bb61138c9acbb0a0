package org.rekey.token.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KnownIdsTest {

    @Test
    void what_was_added_is_known_however_many_there_are_and_nothing_else() {
        KnownIds ids = new KnownIds();
        for (int i = 0; i < 50_000; i++) {
            ids.add("client-" + i);
            ids.add("client-" + i);
        }

        for (int i = 0; i < 50_000; i++) {
            assertThat(ids.mayContain("client-" + i)).isTrue();
            assertThat(ids.mayContain("other-" + i)).isFalse();
        }
    }
}
