package org.rekey.command.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.rekey.adminapi.ProblemException;
import org.rekey.adminapi.ProblemType;
import org.rekey.eventstore.testing.SettableClock;

class AttemptsTest {

    private static final String HERE = "192.0.2.1";

    private final SettableClock clock = new SettableClock(Instant.parse("2027-03-01T10:00:00Z"));
    private final Attempts attempts = new Attempts(clock);

    private void guess(int times, String name, String address) {
        for (int i = 0; i < times; i++) {
            attempts.begin(address).at(name);
        }
    }

    private void assertTooMany(String name, String address) {
        assertThatThrownBy(() -> attempts.begin(address).at(name))
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.type())
                        .isEqualTo(ProblemType.TOO_MANY));
    }

    @Test
    void after_too_many_for_one_name_from_one_network_there_are_no_more_whatever_the_letter_case() {
        guess(Attempts.MOST_PER_NAME, "jane", HERE);
        assertTooMany("jane", HERE);
        assertTooMany("JANE", HERE);
    }

    @Test
    void whoever_comes_from_elsewhere_is_not_shut_out() {
        guess(Attempts.MOST_PER_NAME, "jane", HERE);
        assertThatCode(() -> attempts.begin("192.0.2.2").at("jane")).doesNotThrowAnyException();
        assertThatCode(() -> attempts.begin(HERE).at("joe")).doesNotThrowAnyException();
    }

    @Test
    void after_too_many_for_many_names_the_network_has_no_more() {
        for (int i = 0; i < Attempts.MOST_PER_NETWORK; i++) {
            attempts.begin(HERE).at("user" + i);
        }
        assertTooMany("jane", HERE);
        assertThatCode(() -> attempts.begin("192.0.2.2").at("jane")).doesNotThrowAnyException();
    }

    @Test
    void all_addresses_that_somebody_may_choose_from_are_one_network() {
        guess(Attempts.MOST_PER_NAME, "jane", "2001:db8::1");
        assertTooMany("jane", "2001:db8:0:0:ffff::2");
        assertThatCode(() -> attempts.begin("2001:db8:0:1::1").at("jane")).doesNotThrowAnyException();
    }

    @Test
    void who_is_right_has_not_guessed() {
        for (int i = 0; i < 3 * Attempts.MOST_PER_NETWORK; i++) {
            attempts.begin(HERE).at("jane").takeBack();
        }
        assertThatCode(() -> attempts.begin(HERE).at("jane")).doesNotThrowAnyException();
    }

    @Test
    void B02_an_attempt_counts_before_anybody_has_read_whose_it_is() {
        for (int i = 0; i < Attempts.MOST_PER_NETWORK; i++) {
            attempts.begin(HERE);
        }
        assertThatThrownBy(() -> attempts.begin(HERE)).isInstanceOf(ProblemException.class);
        assertThatCode(() -> attempts.begin("192.0.2.2")).doesNotThrowAnyException();
    }

    @Test
    void what_was_refused_does_not_put_off_the_end() {
        guess(Attempts.MOST_PER_NAME, "jane", HERE);
        clock.tick(Attempts.WINDOW.minusMillis(1));
        assertTooMany("jane", HERE);
        clock.tick(Duration.ofMillis(1));
        assertThatCode(() -> attempts.begin(HERE).at("jane")).doesNotThrowAnyException();
    }
}
