package org.rekey.domain.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReminderScheduleTest {

    private static final Instant EXPIRY = Instant.parse("2026-11-28T10:00:00Z");
    private final ReminderSchedule schedule = new ReminderSchedule(Duration.ofDays(3), Duration.ofDays(1));

    @ParameterizedTest
    @CsvSource({
        "2026-11-25T09:59:59.999Z,, 2026-11-25T10:00:00Z",
        "2026-11-25T10:00:00Z, 2026-11-25T10:00:00Z, 2026-11-26T10:00:00Z",
        "2026-11-26T09:59:59.999Z, 2026-11-25T10:00:00Z, 2026-11-26T10:00:00Z",
        "2026-11-28T10:00:00Z, 2026-11-28T10:00:00Z, 2026-11-29T10:00:00Z",
        "2027-02-01T00:00:00Z, 2027-01-31T10:00:00Z, 2027-02-01T10:00:00Z"
    })
    void DV_29_DV_30_reminders_begin_three_days_before_and_come_daily(
            Instant now, @Nullable Instant latest, Instant next) {
        assertThat(schedule.latestDue(EXPIRY, now).orElse(null)).isEqualTo(latest);
        assertThat(schedule.nextDue(EXPIRY, now)).isEqualTo(next);
    }

    @Test
    void reminders_without_end_are_refused() {
        assertThatThrownBy(() -> new ReminderSchedule(Duration.ofDays(3), Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ReminderSchedule(Duration.ofDays(-3), Duration.ofDays(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
