package org.rekey.notifier.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReminderTextTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "PT72H, expires in 3 days",
        "PT71H59M59S, expires in 3 days",
        "PT48H1S, expires in 3 days",
        "PT48H, expires in 2 days",
        "PT24H1S, expires in 2 days",
        "PT24H, expires in 1 day",
        "PT23H59M, expires in 23 hours",
        "PT1H30M, expires in 1 hour",
        "PT1S, expires in 1 hour",
        "PT0S, has expired",
        "PT-23H, has expired",
        "PT-24H, expired 1 day ago",
        "PT-49H, expired 2 days ago"
    })
    void the_time_that_is_left_is_said_in_days_begun(Duration left, String text) {
        assertThat(ReminderText.left(NOW.plus(left), NOW)).isEqualTo(text);
    }

    @Test
    void a_calendar_entry_has_short_lines_and_nothing_breaks_out_of_one() {
        String entry =
                CalendarEntry.of("uid", NOW, NOW, "a;b,c\\d\nBEGIN:VALARM" + "ü".repeat(100), "https://x.example/");
        assertThat(entry).contains("SUMMARY:a\\;b\\,c\\\\d\\nBEGIN:VALARM").endsWith("END:VCALENDAR\r\n");
        assertThat(entry.lines()).noneMatch(line -> line.equals("BEGIN:VALARM"));
        assertThat(Arrays.stream(entry.split("\r\n")))
                .allMatch(line -> line.getBytes(java.nio.charset.StandardCharsets.UTF_8).length <= 75);
        assertThat(entry.replace("\r\n ", "")).contains("ü".repeat(100));
    }
}
