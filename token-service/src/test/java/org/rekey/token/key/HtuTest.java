package org.rekey.token.key;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HtuTest {

    @ParameterizedTest
    @CsvSource({
        "HTTPS://Api.Example:443/a, https://api.example/a",
        "http://api.example:80, http://api.example/",
        "http://api.example:8080/a, http://api.example:8080/a",
        "https://api.example/a?b=c, https://api.example/a",
        "https://api.example?b=/c, https://api.example/",
        "https://api.example/a#/b, https://api.example/a",
        "https://api.example/%7euser/%e2%82%ac, https://api.example/~user/%E2%82%AC",
        "https://[2001:DB8::1]:443/a, https://[2001:db8::1]/a",
        "https://api.example/100%, https://api.example/100%",
        "https://api.example/%2Fa, https://api.example/%2fa"
    })
    void these_mean_the_same(String one, String other) {
        assertThat(Htu.parse(one)).isNotNull().isEqualTo(Htu.parse(other));
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.example/a, https://api.example/A",
        "https://api.example/a, https://api.example/a/",
        "https://api.example/a, http://api.example/a",
        "https://api.example/a, https://api.example:80/a",
        "https://api.example/%2Fa, https://api.example//a",
        "https://api.example/a%3Fb, https://api.example/a",
        "https://api.example/a, https://api.example.evil.example/a"
    })
    void these_do_not(String one, String other) {
        assertThat(Htu.parse(one)).isNotNull().isNotEqualTo(Htu.parse(other));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/a",
                "api.example/a",
                "ftp://api.example/a",
                "https:///a",
                "https://",
                "https://user@api.example/a",
                "https://api.example\\@evil.example/a",
                "https://api.example/a b",
                " https://api.example/a"
            })
    void these_are_no_addresses(String text) {
        assertThat(Htu.parse(text)).isNull();
    }
}
