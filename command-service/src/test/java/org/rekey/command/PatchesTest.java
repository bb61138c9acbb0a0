package org.rekey.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatchesTest {

    /** Those of RFC 7396 appendix A in which both sides are objects. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":\"b\"}|{\"a\":\"c\"}|{\"a\":\"c\"}",
                "{\"a\":\"b\"}|{\"b\":\"c\"}|{\"a\":\"b\",\"b\":\"c\"}",
                "{\"a\":\"b\"}|{\"a\":null}|{}",
                "{\"a\":\"b\",\"b\":\"c\"}|{\"a\":null}|{\"b\":\"c\"}",
                "{\"a\":[\"b\"]}|{\"a\":\"c\"}|{\"a\":\"c\"}",
                "{\"a\":\"c\"}|{\"a\":[\"b\"]}|{\"a\":[\"b\"]}",
                "{\"a\":{\"b\":\"c\"}}|{\"a\":{\"b\":\"d\",\"c\":null}}|{\"a\":{\"b\":\"d\"}}",
                "{\"a\":[{\"b\":\"c\"}]}|{\"a\":[1]}|{\"a\":[1]}",
                "{\"a\":\"foo\"}|{\"b\":{\"bb\":{\"ccc\":null}}}|{\"a\":\"foo\",\"b\":{\"bb\":{}}}",
                "{}|{\"a\":{\"bb\":{\"ccc\":null}}}|{\"a\":{\"bb\":{}}}"
            })
    void a_patch_merges_as_the_standard_says(String target, String patch, String merged) {
        assertThat(Patches.merge(data(target), data(patch))).isEqualTo(data(merged));
    }

    private static Map<String, Object> data(String json) {
        byte[] wrapped = ("{\"data\":" + json + "}").getBytes(StandardCharsets.UTF_8);
        return JsonBody.parse(wrapped).fields().data("data");
    }
}
