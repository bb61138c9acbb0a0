package org.rekey.token.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormTest {

    private static Form parse(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Form.parse(bytes, bytes.length);
    }

    @Test
    void names_and_values_are_decoded() {
        Form form = parse("a=1&b%5Fc=x+y%20z%C3%A4&d=\u00e4&e=a%3Db=c");

        assertThat(form.get("a")).isEqualTo("1");
        assertThat(form.get("b_c")).isEqualTo("x y z\u00e4");
        assertThat(form.get("d")).isEqualTo("\u00e4");
        assertThat(form.get("e")).isEqualTo("a=b=c");
    }

    @Test
    void a_parameter_without_a_value_counts_as_left_out() {
        Form form = parse("a=&b&&=c");

        assertThat(form.get("a")).isNull();
        assertThat(form.get("b")).isNull();
        assertThat(form.has("c")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=1&a=1", "a=1&a=", "a&a", "a=1&%61=2", "a=%", "a=%1", "a=%1g", "%zz=1"})
    void repeated_and_malformed_parameters_are_refused(String text) {
        assertThatThrownBy(() -> parse(text)).isInstanceOf(ProtocolException.class);
    }

    @Test
    void resource_may_be_repeated() {
        assertThat(parse("resource=a&resource=&resource=b").resources()).containsExactly("a", "b");
        assertThat(parse("resource=").resources()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=1\n&b=2", "a=1&\r\nb=2", "a=1 &b=2", "a=1& b=2", "a=1&\tb=2", " a=1", "a=1\n", "a&\n&b"})
    void DC_18_white_space_around_a_parameter_is_refused(String text) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("white space");
    }

    @Test
    void DC_18_blanks_inside_a_value_belong_to_it() {
        assertThat(parse("scope=data user_management&b=%20c%0A").get("scope")).isEqualTo("data user_management");
        assertThat(parse("a=1&b=%20c%0A").get("b")).isEqualTo(" c\n");
    }

    @Test
    void B26_what_is_not_utf_8_is_refused_in_any_parameter() {
        for (String text :
                List.of("x=%ff", "%ff=x", "scope=a%C3", "scope=%C0%AF", "a=1&token=%ED%A0%80", "x=%F5%80%80%80")) {
            assertThatThrownBy(() -> parse(text)).isInstanceOf(ProtocolException.class);
        }
        byte[] raw = {'x', '=', (byte) 0xFF};
        assertThatThrownBy(() -> Form.parse(raw, raw.length)).isInstanceOf(ProtocolException.class);
        assertThat(parse("x=ü%C3%BC").get("x")).isEqualTo("üü");
    }

    @Test
    void a_hundred_parameters_are_enough() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 101; i++) {
            text.append('p').append(i).append("=1&");
        }

        assertThatThrownBy(() -> parse(text.toString())).isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> parse("resource=a&".repeat(101))).isInstanceOf(ProtocolException.class);
    }
}
