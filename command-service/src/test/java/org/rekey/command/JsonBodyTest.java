package org.rekey.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.rekey.adminapi.ProblemException;
import org.rekey.adminapi.ProblemType;

class JsonBodyTest {

    private static JsonBody parse(String text) {
        return JsonBody.parse(text.getBytes(UTF_8));
    }

    private static void assertMalformed(String text) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.type())
                        .isEqualTo(ProblemType.MALFORMED));
    }

    @Test
    void B02_brackets_are_counted_before_anything_is_made_of_them() {
        assertMalformed("{\"a\":[" + "[],".repeat(20_000) + "[]]}");
        assertMalformed("{\"a\":[" + "[],".repeat(600_000) + "[]]}");
        assertMalformed("{\"a\":[" + "1,".repeat(40_000) + "1]}");
        assertMalformed("{\"a\":" + "[".repeat(1_000) + "]".repeat(1_000) + "}");
    }

    @Test
    void a_large_group_of_an_identity_provider_is_read() {
        String member = "{\"value\":\"7nSVB1XDnVbBZrOdQnIzUa\",\"display\":\"Somebody\"},";

        assertThatCode(() -> parse("{\"members\":[" + member.repeat(20_000) + "{}]}"))
                .doesNotThrowAnyException();
    }
}
