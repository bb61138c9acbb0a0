package org.rekey.domain.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rekey.domain.Refusal;

class SecretTest {

    private static final RandomGenerator RANDOM = new Random(42);
    private static final SecretHasher HASHER = new SecretHasher("0123456789abcdef0123456789abcdef".getBytes(), 100_000);

    @Test
    void a_secret_needs_no_encoding_and_knows_its_form() {
        for (int i = 0; i < 1000; i++) {
            String secret = SecretText.generate(RANDOM);
            assertThat(secret).matches("rk_[0-9A-Za-z]{49}");
            assertThat(SecretText.isWellFormed(secret)).isTrue();
        }
    }

    @Test
    void a_typing_mistake_is_noticed() {
        String secret = SecretText.generate(RANDOM);
        for (int i = 3; i < secret.length(); i++) {
            char other = secret.charAt(i) == 'x' ? 'y' : 'x';
            String mistyped = secret.substring(0, i) + other + secret.substring(i + 1);
            assertThat(SecretText.isWellFormed(mistyped)).as(mistyped).isFalse();
        }
        assertThat(SecretText.isWellFormed("1356GYNU")).isFalse();
    }

    @Test
    void only_the_secret_itself_matches_its_hash() {
        String secret = SecretText.generate(RANDOM);
        assertThat(HASHER.matches(secret, HASHER.hash(secret))).isTrue();
        assertThat(HASHER.matches(secret + "x", HASHER.hash(secret))).isFalse();
        SecretHasher elsewhere = new SecretHasher(new byte[32]);
        assertThat(elsewhere.matches(secret, HASHER.hash(secret))).isFalse();
    }

    @Test
    void DC_03_an_imported_secret_is_salted_and_slow() {
        SecretHash hash = HASHER.hashImported("1356GYNU", new SecureRandom());
        assertThat(SecretHasher.isSlow(hash)).isTrue();
        assertThat(hash).isNotEqualTo(HASHER.hashImported("1356GYNU", new SecureRandom()));
        assertThat(HASHER.matches("1356GYNU", hash)).isTrue();
        assertThat(HASHER.matches("1356GYNV", hash)).isFalse();
    }

    @Test
    void a_slow_hash_is_made_with_600_000_iterations_unless_said_otherwise_and_says_so() {
        byte[] key = "0123456789abcdef0123456789abcdef".getBytes();
        SecretHash hash = new SecretHasher(key).hashImported("1356GYNU", new SecureRandom());
        assertThat(hash.value()).startsWith("pbkdf2-hmac-sha256:600000:");
        assertThatThrownBy(() -> new SecretHasher(key, 99_999)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_older_slow_hash_goes_on_matching_and_is_known_to_be_outdated() {
        SecretHasher now = new SecretHasher("0123456789abcdef0123456789abcdef".getBytes(), 120_000);
        SecretHash old = HASHER.hashImported("1356GYNU", new SecureRandom());
        assertThat(now.matchesEvenly("1356GYNU", old)).isTrue();
        assertThat(now.matchesEvenly("1356GYNV", old)).isFalse();
        assertThat(now.isOutdated(old)).isTrue();
        assertThat(HASHER.isOutdated(old)).isFalse();
        assertThat(now.isOutdated(HASHER.hash("rk_x"))).isFalse();
    }

    @Test
    void nothing_matches_the_hash_of_nothing() {
        SecretHash nothing = HASHER.hashOfNothing(new SecureRandom());
        assertThat(SecretHasher.isSlow(nothing)).isTrue();
        assertThat(HASHER.matches("", nothing)).isFalse();
    }

    @Test
    void I12_a_hash_does_not_print_itself() {
        assertThat(HASHER.hash("rk_x").toString()).isEqualTo("SecretHash[hmac-sha256]");
    }

    @ParameterizedTest
    @CsvSource({"P7D,P7D", "P365D,P365D", "PT168H,P7D", "P90D,P90D", "P30DT12H,PT732H", "never,never"})
    void DV_15_an_interval_is_7_to_365_days_or_never(String text, String expected) {
        assertThat(RotationInterval.parse(text).value()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "P6D",
                "P366D",
                "P6DT23H59M59.999S",
                "P365DT0.001S",
                "-P30D",
                "P1Y",
                "P1M",
                "NEVER",
                "",
                "90",
                "P",
                "P99999999999999999999D",
                "9999-12-31T23:59:59Z",
                "+14:00"
            })
    void A15_everything_else_is_refused(String text) {
        assertThatThrownBy(() -> RotationInterval.parse(text)).isInstanceOf(Refusal.class);
    }

    @Test
    void grace_is_at_most_a_day() {
        assertThatThrownBy(() -> new GracePeriod(Duration.ofHours(24).plusMillis(1)))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> new GracePeriod(Duration.ofMillis(-1))).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> new GracePeriod(Duration.ofNanos(1))).isInstanceOf(Refusal.class);
    }

    @Test
    void T45_T46_bounds_are_half_open() {
        Instant end = Instant.parse("2026-03-29T01:30:00Z");
        Secret expiring = Secret.issued(new SecretId("a"), end.minusSeconds(60), end);
        assertThat(expiring.worksAt(end.minusMillis(1))).isTrue();
        assertThat(expiring.worksAt(end)).isFalse();
        Secret retiring =
                Secret.issued(new SecretId("b"), end.minusSeconds(60), null).validUntil(end);
        assertThat(retiring.worksAt(end.minusMillis(1))).isTrue();
        assertThat(retiring.worksAt(end)).isFalse();
    }
}
