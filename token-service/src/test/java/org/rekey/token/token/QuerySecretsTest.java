package org.rekey.token.token;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuerySecretsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"a\nb", "a\r", "\u001b[2J", "a\u007f", "a\u0085b", "a\u2028b", "a\u0000", "\u202ea", "\u00e9"})
    void what_could_change_the_look_of_a_log_is_no_client_id(String text) {
        assertThat(QuerySecrets.mayBeClientId(text)).isFalse();
    }

    @Test
    void whatever_else_can_be_typed_may_be_one() {
        assertThat(QuerySecrets.mayBeClientId("~ a-Z_0.9@x+y!")).isTrue();
    }
}
