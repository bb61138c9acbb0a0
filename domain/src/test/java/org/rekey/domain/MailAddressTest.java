package org.rekey.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailAddressTest {

    private static final String FIELD = "alerts.emails";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a@x.com|a@x.com",
                "a@x.com,b@x.com|a@x.com b@x.com",
                " a@x.com ;  b@x.com ; |a@x.com b@x.com",
                "a@x.com;b@x.com,c@x.com|a@x.com b@x.com c@x.com",
                "a@x.com,,;, b@x.com,|a@x.com b@x.com",
                "` , ; `|``",
                "A@x.com, a@X.COM, a@x.com|A@x.com",
                "Jane.Doe@EXAMPLE.Com|Jane.Doe@example.com",
                "ops@Bücher.example, ops@xn--bcher-kva.example|ops@xn--bcher-kva.example",
                "ops@\uFF58.com|ops@x.com"
            })
    void DV_27_addresses_are_read_as_people_type_them(String typed, String read) {
        assertThat(String.join(" ", MailAddress.parseAll(FIELD, List.of(typed))))
                .isEqualTo(read);
    }

    @Test
    void DV_27_line_ends_and_elements_of_a_list_separate_addresses_too() {
        assertThat(MailAddress.parseAll(FIELD, List.of("a@x.com\nb@x.com\r\n\t c@x.com\u00A0\n", "d@x.com, a@x.com")))
                .containsExactly("a@x.com", "b@x.com", "c@x.com", "d@x.com");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@x.com\r\nBcc: victim@x.com",
                "a@x.com\rBcc:victim@x.com",
                "a@x.com\rb@x.com",
                "a@x.\r\ncom",
                "a\r\n@x.com",
                "a@x.com\u0000",
                "a@x.com\u0085b@x.com",
                "a@x.com\u2028b@x.com",
                "a\u000B@x.com",
                "a@x.com\u200B",
                "a@x.com\tb@x.com",
                "a@x.com b@x.com"
            })
    void C11_line_ends_and_control_characters_inside_an_address_are_refused(String typed) {
        refused(typed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Jane <jane@x.com>", "<jane@x.com>", "\"Doe, Jane\" <jane@x.com>", "jane@x.com (Jane)"})
    void an_address_stands_alone(String typed) {
        refused(typed);
    }

    @Test
    void a_name_beside_the_address_is_refused_with_what_to_write_instead() {
        assertThatThrownBy(() -> MailAddress.parseAll(FIELD, List.of("Jane <jane@x.com>")))
                .hasMessageContaining("'Jane <jane@x.com>'")
                .hasMessageContaining("without the name");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nobody",
                "@x.com",
                "a@",
                "a@b",
                "a@b@x.com",
                ".a@x.com",
                "a.@x.com",
                "a..b@x.com",
                "a@.x.com",
                "a@x.com.",
                "a@x..com",
                "a@-x.com",
                "a@x-.com",
                "a@x_y.com",
                "a@127.0.0.1",
                "a@[127.0.0.1]",
                "a@*.x.com",
                "\"a b\"@x.com",
                "jörg@x.com",
                "a@straße.example",
                "a@x.com:25",
                "a@x.com/b"
            })
    void what_is_not_an_address_is_refused(String text) {
        refused(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@x.co",
                "o'brien+rekey@x.com",
                "a.b.c@mail.x-y.example",
                "a@1.example",
                "!#$%&'*+/=?^_`{|}~-@x.com",
                "a@xn--bcher-kva.example",
                "A@X.COM"
            })
    void what_is_an_address_is_taken(String text) {
        assertThatCode(() -> MailAddress.check(FIELD, text)).doesNotThrowAnyException();
    }

    @Test
    void an_address_has_an_end() {
        String label = "d".repeat(63);
        String longest = label + "." + label + "." + label + ".example";
        assertThat(MailAddress.parse(FIELD, "a".repeat(55) + "@" + longest.substring(1)))
                .hasSize(254);
        refused("a".repeat(56) + "@" + longest.substring(1));
        refused("a".repeat(65) + "@x.com");
        refused("a@" + "d".repeat(64) + ".com");
        refused("a@" + "d.".repeat(200_000) + "com");
    }

    @Test
    void a_persons_address_is_taken_only_as_it_goes_over_the_wire() {
        assertThatThrownBy(() -> MailAddress.check("email", "ops@bücher.example"))
                .isInstanceOf(Refusal.class);
    }

    private static void refused(String typed) {
        assertThatThrownBy(() -> MailAddress.parseAll(FIELD, List.of(typed)))
                .isInstanceOf(Refusal.class)
                .extracting(thrown -> ((Refusal) thrown).field())
                .isEqualTo(FIELD);
    }
}
