package org.rekey.token.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.rekey.domain.secret.SecretHasher;
import org.rekey.token.view.ViewUnavailableException;

class SecretCheckTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final SecretHasher HASHER = new SecretHasher(new byte[32], 100_000);

    private final SecretCheck check = new SecretCheck(HASHER, new SlowSecrets(HASHER));

    private static SecretVersion secret(String id, @Nullable Instant expiresAt, @Nullable Instant validUntil) {
        return new SecretVersion(id, HASHER.hash("text of " + id), expiresAt, validUntil);
    }

    private @Nullable String matched(String presented, SecretVersion... secrets) {
        SecretVersion match = check.match(List.of(secrets), presented, NOW, () -> true);
        return match == null ? null : match.id();
    }

    @Test
    void the_version_that_was_presented_is_found() {
        SecretVersion old = secret("old", null, NOW.plusMillis(1));
        SecretVersion current = secret("current", NOW.plusMillis(1), null);

        assertThat(matched("text of old", old, current)).isEqualTo("old");
        assertThat(matched("text of current", old, current)).isEqualTo("current");
        assertThat(matched("text of neither", old, current)).isNull();
    }

    @Test
    void at_the_instant_of_its_expiry_or_of_the_end_of_its_grace_period_it_no_longer_works() {
        assertThat(matched("text of a", secret("a", NOW, null))).isNull();
        assertThat(matched("text of a", secret("a", null, NOW))).isNull();
        assertThat(matched("text of a", secret("a", NOW.plusMillis(1), NOW))).isNull();
    }

    @Test
    void nobody_has_no_secret_not_even_an_empty_one() {
        assertThat(matched("")).isNull();
        assertThat(matched("anything")).isNull();
    }

    @Test
    void an_imported_secret_is_stretched_once_and_remembered() {
        Semaphore processors = new Semaphore(1);
        SecretCheck limited = new SecretCheck(HASHER, new SlowSecrets(HASHER, processors));
        List<SecretVersion> imported = List.of(imported("imported", 1));
        List<SecretVersion> other = List.of(imported("other", 2));

        assertThat(limited.match(imported, "wrong", NOW, () -> true)).isNull();
        assertThat(limited.match(imported, "short", NOW, () -> true)).isNotNull();

        processors.drainPermits();
        assertThat(limited.match(imported, "short", NOW, () -> true)).isNotNull();
        assertThat(limited.match(imported, "wrong", NOW, () -> true)).isNull();
        assertThatThrownBy(() -> limited.match(other, "short", NOW, () -> true))
                .isInstanceOf(ViewUnavailableException.class);
    }

    private static SecretVersion imported(String id, int salt) {
        return new SecretVersion(id, HASHER.hashImported("short", new Random(salt)), null, null);
    }

    @Test
    void an_imported_secret_is_not_looked_at_when_guessing_has_to_stop() {
        List<SecretVersion> both = List.of(imported("imported", 1), secret("generated", null, null));

        assertThat(check.match(both, "short", NOW, () -> false)).isNull();
        assertThat(check.match(both, "text of generated", NOW, () -> false)).isNotNull();
        assertThat(check.match(both, "short", NOW, () -> true)).isNotNull();
        assertThat(check.match(both, "short", NOW, () -> false)).isNull();
    }
}
