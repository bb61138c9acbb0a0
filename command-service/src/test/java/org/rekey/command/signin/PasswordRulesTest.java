package org.rekey.command.signin;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rekey.domain.Refusal;

class PasswordRulesTest {

    @ParameterizedTest
    @ValueSource(ints = {12, 200})
    void twelve_to_two_hundred_characters_are_taken(int length) {
        assertThatCode(() -> PasswordRules.check("p".repeat(length), "jane")).doesNotThrowAnyException();
        assertThatCode(() -> PasswordRules.check("🔑".repeat(length), "jane")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 11, 201})
    void fewer_or_more_are_not(int length) {
        assertThatThrownBy(() -> PasswordRules.check("p".repeat(length), "jane"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("12 to 200");
    }

    @Test
    void the_user_name_is_no_part_of_it_whatever_the_letter_case() {
        assertThatThrownBy(() -> PasswordRules.check("my name is JANE ok", "Jane"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("user name");
    }
}
