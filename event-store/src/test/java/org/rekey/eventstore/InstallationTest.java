package org.rekey.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** B25: a master key that cannot be one is said to be that, and what to do. */
class InstallationTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"", " \n", "not Base64!", "AAAA", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIj", "\0\0\0\0"
            })
    void B25_what_is_no_key_of_32_bytes_in_Base64_is_refused_in_two_lines(String text) {
        assertThatThrownBy(() -> Installation.masterKey(text, "the file")).satisfies(e -> {
            var analysis = new UnfitMasterKeyFailureAnalyzer().analyze(e);
            assertThat(analysis).isNotNull();
            assertThat(analysis.getDescription()).startsWith("the file ").doesNotContain("\n");
            assertThat(analysis.getAction()).contains("32 random bytes").doesNotContain("\n");
        });
    }
}
