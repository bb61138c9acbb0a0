package org.rekey.command.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rekey.domain.Refusal;
import org.rekey.domain.directory.UserProfile;

class PasswordRulesTest {

    private static final UserProfile JANE =
            UserProfile.of("jane@acme.example", "j.doe@acme.example", "Jane Wintersmith");

    @ParameterizedTest
    @CsvSource({
        "Password1234, many people use",
        "Password123!, many people use",
        "P@ssw0rd12345, many people use",
        "iloveyou1234, many people use",
        "administrator, many people use",
        "liverpool1234, many people use",
        "passwordpassword, repeats itself",
        "aaaaaaaaaaaa, a row of letters",
        "123456789012, many people use",
        "abcdefghijkl, a row of letters",
        "zxcvbnm123zxcvbnm123, repeats itself",
        "rekeyrekeyrekey, a name of the user",
        "Rekey2026!!!, a name of the user or on 'rekey'",
        "Wintersmith1, a name of the user or on 'rekey'",
        "\uff30\uff41\uff53\uff53\uff57\uff4f\uff52\uff441234, many people use"
    })
    void a_password_that_many_would_guess_is_refused_with_the_reason(String password, String reason) {
        assertThatThrownBy(() -> PasswordRules.check(password, JANE))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("too easy to guess")
                .hasMessageContaining(reason)
                .hasMessageNotContaining(password);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "correct horse battery",
                "a new horse battery",
                "Xk7#qPz2vLw9",
                "\u6771\u4eac\u99c5\u3067\u5f85\u3064\u732b\u306f\u4e09\u5339\u3044\u308b"
            })
    void one_that_few_would_guess_is_taken(String password) {
        assertThatCode(() -> PasswordRules.check(password, JANE)).doesNotThrowAnyException();
    }

    @Test
    void twelve_to_two_hundred_characters_are_taken() {
        for (String password : List.of(
                "Xk7#qPz2vLw9",
                "a new horse battery ".repeat(10),
                "\uD83D\uDD11\uD83E\uDD8A\uD83C\uDF35\uD83D\uDEF6\uD83C\uDFBB\uD83E\uDD41\uD83E\uDDED\uD83E\uDDCA\uD83E\uDD89\uD83C\uDF0B\uD83D\uDD2D\uD83D\uDE80")) {
            assertThatCode(() -> PasswordRules.check(password, JANE)).doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 11, 201})
    void fewer_or_more_are_not(int length) {
        assertThatThrownBy(() -> PasswordRules.check("p".repeat(length), JANE))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("12 to 200");
    }

    @Test
    void the_user_name_is_no_part_of_it_whatever_the_letter_case() {
        assertThatThrownBy(() -> PasswordRules.check("my name is JANE ok", UserProfile.of("Jane", null, null)))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("user name");
    }

    @Test
    void the_user_name_must_not_stand_in_it_however_it_is_written() {
        assertThatThrownBy(() -> PasswordRules.check("my \uff2aane@ACME.example!", JANE))
                .hasMessageContaining("must not contain the user name");
    }

    @Test
    void looking_at_one_takes_no_longer_than_hashing_it() {
        GuessablePasswords.reason("warm it up, please", List.of());
        String worst = "4@8({[<369&#!1/|0$5+7%2".repeat(9).substring(0, 200);
        long start = System.nanoTime();
        assertThat(GuessablePasswords.reason(worst, List.of())).isNull();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    }
}
