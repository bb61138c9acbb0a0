package org.rekey.eventstore.directory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FoldedNameTest {

    @ParameterizedTest
    @CsvSource({
        "Jane,JANE",
        "zo\u00eb,zoe\u0308",
        "bob1,\uff22\uff4f\uff42\uff11",
        "kate,\u212Aate",
        "stra\u00dfe,STRASSE",
        "\u1E9E,ss",
        "o\ufb03ce,office",
        "\u039F\u0394\u039F\u03A3,\u03BF\u03B4\u03BF\u03C2",
        "\u017Fam,sam",
        "\uff76\uff9e,\u30AC",
        "i\u0307,\u0130"
    })
    void B21_two_spellings_of_one_text_are_one_name(String one, String another) {
        assertThat(FoldedName.of(one)).isEqualTo(FoldedName.of(another));
    }

    @ParameterizedTest
    @CsvSource({"zoe,zo\u00eb", "s\u0131la,sila", "\u0430nna,anna"})
    void other_letters_are_other_names(String one, String another) {
        assertThat(FoldedName.of(one)).isNotEqualTo(FoldedName.of(another));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u212Aate", "\uff42ob", "stra\u00dfe", "\u1E9E", "\ufb01x", "\u3392"})
    void B21_fold_is_stable_and_imitations_of_ascii_are_known(String name) {
        assertThat(FoldedName.of(FoldedName.of(name))).isEqualTo(FoldedName.of(name));
        assertThat(FoldedName.imitatesAscii(name)).isTrue();
    }

    @Test
    void letters_of_their_own_imitate_nothing() {
        assertThat(FoldedName.imitatesAscii("Zo\u00EB zoe\u0308 \u6771\u4EAC")).isFalse();
    }
}
