package org.rekey.token.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthoritiesTest {

    private static final Authorities SOME = Authorities.of("""
            ["auditor",7,null,["nested"],{"type":8},{"name":"untyped"},
            {"type":"validate","document_type":"invoice","country_code":"BR","note":"x"},
            {"type":"validate","document_type":"receipt","batch":12,"urgent":true},
            {"type":"broken","country_code":["BR"],"document_type":null,"batch":{"a":1}}]""");

    @ParameterizedTest
    @CsvSource({
        "auditor,true",
        "Auditor,false",
        "audit,false",
        "7,false",
        "8,false",
        "nested,false",
        "untyped,false",
        "validate,true",
        "broken,true"
    })
    void OS_12_an_authority_is_a_word_or_the_type_of_an_object(String authority, boolean allowed) {
        assertThat(SOME.allow(authority, Map.of())).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "invoice,BR,true",
        "invoice,AR,false",
        "invoice,br,false",
        "receipt,BR,true",
        "receipt,AR,true",
        "contract,BR,false"
    })
    void OS_20_the_members_of_one_object_must_agree_with_all_variables_of_their_names(
            String type, String country, boolean allowed) {
        Map<String, String> variables = Map.of("document_type", type, "country_code", country, "id", "1");

        assertThat(SOME.allow("validate", variables)).isEqualTo(allowed);
    }

    @Test
    void OS_20_numbers_and_booleans_are_compared_as_they_are_written() {
        assertThat(SOME.allow("validate", Map.of("batch", "12", "urgent", "true", "document_type", "receipt")))
                .isTrue();
        assertThat(SOME.allow("validate", Map.of("batch", "13", "document_type", "receipt")))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"country_code,BR", "country_code,[BR]", "document_type,null", "document_type,''", "batch,{}"})
    void OS_20_a_member_that_is_no_single_value_agrees_with_nothing(String name, String value) {
        assertThat(SOME.allow("broken", Map.of(name, value))).isFalse();
    }

    @Test
    void OS_20_a_variable_that_nobody_can_be_sure_of_agrees_with_nothing() {
        assertThat(SOME.allow("validate", Collections.singletonMap("document_type", null)))
                .isFalse();
        assertThat(SOME.allow("broken", Collections.singletonMap("document_type", null)))
                .isFalse();
        assertThat(SOME.allow("auditor", Collections.singletonMap("document_type", null)))
                .isTrue();
    }

    @Test
    void a_header_holds_them_in_ASCII_unless_there_are_none_or_too_many() {
        String longest = "[\"" + "x".repeat(2044) + "\"]";

        assertThat(Authorities.of("[]").header()).isNull();
        assertThat(Authorities.of("[{\"a\":\"\u00e9\u007f\ud83d\ude00\"},\"b\"]")
                        .header())
                .isEqualTo("[{\"a\":\"\\u00e9\\u007f\\ud83d\\ude00\"},\"b\"]");
        assertThat(Authorities.of(longest).header()).isEqualTo(longest);
        assertThat(Authorities.of(longest.replace("x\"]", "xx\"]")).header()).isNull();
    }
}
