package org.rekey.journey;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorPathIT {

    @ParameterizedTest
    @ValueSource(strings = {"/error", "/nope"})
    void what_is_not_there_is_answered_404_in_JSON(String path) {
        Answer answer = RunningRekey.shared().http().get(path).expect(404);

        assertThat(answer.text("error")).isEqualTo("invalid_request");
    }
}
