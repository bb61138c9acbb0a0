package org.rekey.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DisplayedTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "two\u2028lines",
                "two\u2029lines",
                "two\u0085lines",
                "\u3164",
                "a\u3164b",
                "\u115F",
                "\u1160",
                "\uFFA0",
                "a\u034Fb",
                "a\u180Eb",
                "a\u17B5b",
                "\u2800\u2800",
                "a\u00ADb",
                "a\u200Bb",
                "a\u2060b",
                "\uFEFFa",
                "a\u202Eb",
                "a\u2066b",
                "a\u200Eb",
                "a\u061Cb",
                "\uE000",
                "a\uFFFE",
                "a\uFDD0",
                "a\u0378",
                "a\uDB40\uDC41",
                "a\uDB80\uDC00",
                "a\uFE0F",
                "Ali\u200Dce",
                "Ali\u200Cce",
                "\u200Dice",
                "\u0645\u200C",
                "\u0301",
                "\u0301a",
                "\u00A0",
                "\u3000",
                "\u2003a",
                "a\u00A0",
                "a\u202F",
                "a\u1680",
                "\t",
                "a\u0000b",
                "a\u001Bb",
                "a\u007F",
                "\uFFFC",
                "\uFFF9a"
            })
    void B21_a_name_holds_nothing_that_nobody_sees(String name) {
        assertThatThrownBy(() -> DisplayedText.checkName("name", name))
                .isInstanceOf(Refusal.class)
                .hasMessageMatching(".*(visible characters|NUL).*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Warehouse 7 (north)",
                "Zo\u00EB",
                "Zoe\u0308",
                "\u0646\u0627\u0645\u0647\u200C\u0627\u06CC",
                "\u0915\u094D\u200D\u0937",
                "\u2764\uFE0F team",
                "\uD83D\uDC69\u200D\uD83D\uDCBB",
                "\uD83E\uDEE0",
                "\u6771\u4EAC\u3000\u652F\u5E97",
                "Ren\u00E9\u00A0S.",
                "\u845B\uDB40\uDD00",
                "\u05D0\u05D1\u05D2",
                "x"
            })
    void B21_letters_and_pictures_of_all_scripts_are_names(String name) {
        assertThatCode(() -> DisplayedText.checkName("name", name)).doesNotThrowAnyException();
    }

    @Test
    void B21_a_description_has_lines_but_hides_nothing() {
        assertThatCode(() -> DisplayedText.checkDescription("description", "one\r\n\ttwo \u2764\uFE0F\n"))
                .doesNotThrowAnyException();
        for (String hidden : new String[] {"a\u2028b", "a\u202Eb", "\u3164", "a\u001B[2Jb", "a\u0008"}) {
            assertThatThrownBy(() -> DisplayedText.checkDescription("description", hidden))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("invisible");
        }
    }

    @Test
    void what_is_hidden_can_be_left_out() {
        assertThat(HiddenCharacters.removedFrom("a\u2028b\u202Ec\u200Dd\u2764\uFE0F\r\n"))
                .isEqualTo("abcd\u2764\uFE0F");
    }
}
