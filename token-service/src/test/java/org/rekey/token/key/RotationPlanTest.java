package org.rekey.token.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.rekey.domain.key.SigningAlgorithm;

class RotationPlanTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final RotationPlan PLAN =
            new RotationPlan(SigningAlgorithm.ES256, Duration.ofDays(90), Duration.ofMinutes(10));

    private static PublishedKey signingFrom(Instant signsFrom) {
        return signingFrom(signsFrom, SigningAlgorithm.ES256);
    }

    private static PublishedKey signingFrom(Instant signsFrom, SigningAlgorithm algorithm) {
        try {
            KeyPair pair = KeyForm.generate(algorithm);
            String kid = signsFrom.toString();
            return new PublishedKey(
                    kid, algorithm, signsFrom, KeyForm.publicJwk(kid, algorithm, pair.getPublic()), Optional.empty());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Optional<Instant> next(PublishedKey... keys) {
        return PLAN.nextSignsFrom(List.of(keys), NOW);
    }

    @Test
    void the_very_first_key_signs_at_once() {
        assertThat(next()).contains(NOW);
    }

    @Test
    void the_next_key_is_published_ahead_of_its_time() {
        Instant almostDue = NOW.minus(Duration.ofDays(90)).plus(Duration.ofMinutes(10));

        assertThat(next(signingFrom(almostDue.plusMillis(1)))).isEmpty();
        assertThat(next(signingFrom(almostDue))).contains(NOW.plus(Duration.ofMinutes(10)));
        assertThat(next(signingFrom(almostDue), signingFrom(NOW.plusMillis(1)))).isEmpty();
    }

    @Test
    void after_a_long_sleep_the_next_key_is_still_published_ahead() {
        assertThat(next(signingFrom(NOW.minus(Duration.ofDays(400))))).contains(NOW.plus(Duration.ofMinutes(10)));
    }

    @Test
    void another_algorithm_takes_over_at_once_but_ahead() {
        assertThat(next(signingFrom(NOW.minusSeconds(1), SigningAlgorithm.EdDSA)))
                .contains(NOW.plus(Duration.ofMinutes(10)));
    }

    @Test
    void a_key_stays_until_every_token_that_it_can_have_signed_has_expired() {
        PublishedKey old = signingFrom(NOW.minus(Duration.ofDays(91)));
        Instant over = NOW.minus(Duration.ofHours(25));

        assertThat(PLAN.toRetire(List.of(old, signingFrom(over.plusMillis(1))), NOW))
                .isEmpty();
        assertThat(PLAN.toRetire(List.of(old, signingFrom(over)), NOW)).containsExactly(old);
        assertThat(PLAN.toRetire(List.of(old), NOW)).isEmpty();
    }
}
