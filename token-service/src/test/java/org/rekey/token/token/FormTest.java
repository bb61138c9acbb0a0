package org.rekey.token.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
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
        assertThat(parse("resource=a&resource=b").get("resource")).isEqualTo("a");
    }

    @Test
    void a_hundred_parameters_are_enough() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 101; i++) {
            text.append('p').append(i).append("=1&");
        }

        assertThatThrownBy(() -> parse(text.toString())).isInstanceOf(ProtocolException.class);
    }
}
