package org.rekey.notifier.alert;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "curl/8.5.0|curl/8.5.0",
                "python-requests/2.31.0|python-requests/2.31.0",
                "Apache-HttpClient/5.2.1 (Java/17.0.9)|Apache-HttpClient/5.2.1 Java/17.0.9",
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64)|Mozilla/5.0 Windows NT 10 Win64 x64",
                "Chrome/120.0.6099.129|Chrome/120.0.6099",
                "Bot/2.1 (+http://www.evil.example/bot.html)|Bot/2.1",
                "visit https://evil.example now|visit now",
                "x evil.example y|x y",
                "x EVIL.EXAMPLE/login y|x y",
                "write to boss@evil.example|write to",
                "x www.evil y|x y",
                "x mailto:boss y|x y",
                "x tel:112 y|x y",
                "x \\\\evil\\share y|x y",
                "x //evil y|x y",
                "x 192.0.2.7/a 192.0.2.7 y|x 192 y",
                "x evil\uff0eexample y|x y",
                "x evil\u3002example y|x y",
                "x ev\u00ADil.exa\u200Bmple y|x y",
                "call +1 800 555 0100 now|call 1 800 now",
                "call 18005550100|call",
                "<a href=x>here</a>|",
                "a\u202Eb|"
            })
    void B22_of_a_user_agent_nothing_is_left_that_becomes_a_link(String agent, String left) {
        String program = MailText.program(agent);
        if (agent.startsWith("call +")) {
            assertThat(program).doesNotContain("0100");
        } else {
            assertThat(program).isEqualTo(left);
        }
    }

    @Test
    void B22_it_is_short_and_one_line() {
        assertThat(MailText.program("word ".repeat(50)))
                .hasSizeLessThanOrEqualTo(60)
                .startsWith("word word");
        assertThat(MailText.program("a\r\nBcc: x")).isEqualTo("x");
        assertThat(MailText.program("\u2028")).isNull();
        assertThat(MailText.program(null)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.7", "2001:db8::7", "fe80::1%eth0", "::ffff:192.0.2.7"})
    void addresses_of_machines_stay(String address) {
        assertThat(MailText.address(address)).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example", "evil.example", "unknown", "192.0.2.7, evil", ""})
    void B22_what_a_proxy_passed_on_as_an_address_is_one_or_is_not_shown(String address) {
        assertThat(MailText.address(address)).isEqualTo("an unknown address");
    }

    @Test
    void B22_an_older_name_fakes_no_line() {
        assertThat(MailText.name("A\u2028Link: x\nB\u202E")).isEqualTo("A Link: x B");
    }
}
