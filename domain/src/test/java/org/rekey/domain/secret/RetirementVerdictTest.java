package org.rekey.domain.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rekey.domain.secret.RetirementVerdict.State.IN_USE;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetirementVerdictTest {

    private static final Instant ROTATED = Instant.parse("2026-11-21T10:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    /** Minutes after the rotation, and the verdict at 100. */
    @ParameterizedTest(name = "old used at {0}, new at {1}: {2}")
    @CsvSource({
        "     ,     , SAFE",
        "     ,   50, SAFE",
        "  -10,     , IN_USE",
        "  -10,  -10, IN_USE",
        "  -10,  -20, IN_USE",
        "  -10,    0, SAFE",
        "   40,   39, IN_USE",
        "   40,   40, IN_USE",
        "   40,   41, SAFE",
        "   40,  100, SAFE",
        "   41,   99, IN_USE",
        "  100,  100, IN_USE",
        "  101,  102, IN_USE",
    })
    void a_secret_is_safe_to_stop_when_nobody_used_it_for_the_window_and_those_who_did_have_moved(
            @Nullable Long oldUsed, @Nullable Long newUsed, RetirementVerdict.State expected) {
        RetirementVerdict verdict = RetirementVerdict.of(at(100L), HOUR, ROTATED, at(oldUsed), at(newUsed), List.of());

        assertThat(verdict).isEqualTo(new RetirementVerdict(expected, HOUR, at(oldUsed), List.of()));
    }

    @Test
    void it_is_in_use_by_those_who_used_it_since_the_rotation() {
        SecretCaller moved = caller("192.0.2.1", -1);
        SecretCaller atOnce = caller("192.0.2.2", 0);
        SecretCaller late = caller("192.0.2.3", 90);

        assertThat(verdict(at(90L), late, atOnce, moved))
                .isEqualTo(new RetirementVerdict(IN_USE, HOUR, at(90L), List.of(late, atOnce)));
    }

    @Test
    void if_there_are_none_since_then_by_those_before() {
        SecretCaller nightly = caller("192.0.2.1", -600);

        assertThat(verdict(at(-600L), nightly).by()).containsExactly(nightly);
    }

    @Test
    void of_a_safe_one_nobody_is_named() {
        assertThat(RetirementVerdict.of(at(100L), HOUR, ROTATED, at(10L), at(20L), List.of(caller("192.0.2.1", 10)))
                        .by())
                .isEmpty();
    }

    private static RetirementVerdict verdict(Instant oldUsedAt, SecretCaller... callers) {
        return RetirementVerdict.of(at(100L), HOUR, ROTATED, oldUsedAt, null, List.of(callers));
    }

    private static SecretCaller caller(String address, long minute) {
        return new SecretCaller(address, "curl/8", at(minute), 3);
    }

    private static Instant at(@Nullable Long minute) {
        return minute == null ? null : ROTATED.plus(Duration.ofMinutes(minute));
    }
}
