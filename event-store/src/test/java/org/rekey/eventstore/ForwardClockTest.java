package org.rekey.eventstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.rekey.eventstore.testing.SettableClock;

class ForwardClockTest {

    private static final Instant NOON = Instant.parse("2026-03-29T12:00:00Z");

    private final SettableClock system = new SettableClock(NOON);
    private final AtomicLong stopwatch = new AtomicLong(Long.MAX_VALUE - 5);
    private final ForwardClock clock = new ForwardClock(system, stopwatch::get, Instant.EPOCH);

    private void pass(Duration duration) {
        stopwatch.addAndGet(duration.toNanos());
        system.tick(duration);
    }

    @Test
    void it_shows_what_the_system_shows_steps_ahead_included() {
        assertThat(clock.instant()).isEqualTo(NOON);
        pass(Duration.ofMillis(1));
        assertThat(clock.instant()).isEqualTo(NOON.plusMillis(1));
        system.tick(Duration.ofHours(25));
        assertThat(clock.instant()).isEqualTo(NOON.plusMillis(1).plus(Duration.ofHours(25)));
    }

    @Test
    void I17_F28_time_goes_on_when_the_system_is_set_back_by_a_day_and_an_hour() {
        assertThat(clock.instant()).isEqualTo(NOON);
        Instant expiresAt = NOON.plus(Duration.ofMinutes(10));
        system.tick(Duration.ofHours(-25));
        assertThat(clock.instant()).isEqualTo(NOON);
        pass(Duration.ofMinutes(9));
        assertThat(clock.instant()).isBetween(NOON.plusSeconds(9 * 60 - 1), expiresAt);
        pass(Duration.ofMinutes(2));
        assertThat(clock.instant()).as("what was to end has ended").isAfter(expiresAt);
        pass(Duration.ofMinutes(1));
        assertThat(clock.instant()).as("and stays so").isAfter(expiresAt);
    }

    @Test
    void F28_a_small_step_back_is_made_up_for() {
        clock.instant();
        system.tick(Duration.ofMillis(-300));
        pass(Duration.ofSeconds(299));
        assertThat(clock.instant()).isAfter(system.instant());
        pass(Duration.ofSeconds(2));
        assertThat(clock.instant()).isEqualTo(system.instant());
    }

    @Test
    void F28_a_step_ahead_and_back_never_shows_less() {
        Instant shown = Instant.MIN;
        for (int step : List.of(61, -61, 3600, -3600, 90_000, -90_000, -1, 1)) {
            system.tick(Duration.ofSeconds(step));
            pass(Duration.ofMillis(700));
            assertThat(clock.instant()).isAfterOrEqualTo(shown);
            shown = clock.instant();
        }
    }

    @Test
    void I17_it_starts_no_earlier_than_others_have_shown() {
        Instant later = NOON.plusMillis(1500);
        ForwardClock second = new ForwardClock(system, stopwatch::get, later);
        assertThat(second.instant()).isEqualTo(later);
    }

    @Test
    void I17_many_at_once_never_see_it_go_back_while_the_system_jumps() throws Exception {
        ForwardClock real = new ForwardClock(system, System::nanoTime, Instant.EPOCH);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Boolean>> readers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                int step = i % 2 == 0 ? 7 : -7;
                readers.add(() -> {
                    Instant shown = Instant.MIN;
                    boolean forward = true;
                    for (int n = 0; n < 20_000; n++) {
                        system.tick(Duration.ofMillis(step));
                        Instant now = real.instant();
                        forward &= !now.isBefore(shown);
                        shown = now;
                    }
                    return forward;
                });
            }
            for (Future<Boolean> reader : threads.invokeAll(readers)) {
                assertThat(reader.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
