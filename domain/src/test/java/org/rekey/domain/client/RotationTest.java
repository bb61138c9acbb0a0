package org.rekey.domain.client;

import static org.rekey.domain.client.ClientFixture.FIRST;
import static org.rekey.domain.client.ClientFixture.HASH;
import static org.rekey.domain.client.ClientFixture.ID;
import static org.rekey.domain.client.ClientFixture.INTERVAL;
import static org.rekey.domain.client.ClientFixture.SECOND;
import static org.rekey.domain.client.ClientFixture.START;
import static org.rekey.domain.client.ClientFixture.THIRD;
import static org.rekey.domain.client.ClientFixture.at;
import static org.rekey.domain.client.ClientFixture.created;
import static org.rekey.domain.client.ClientFixture.issued;
import static org.rekey.domain.client.ClientLifecycleTest.refused;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.rekey.domain.Refusal;
import org.rekey.domain.secret.EndGrace;
import org.rekey.domain.secret.GracePeriod;
import org.rekey.domain.secret.RetireSecret;
import org.rekey.domain.secret.RetiredReason;
import org.rekey.domain.secret.RotateSecret;
import org.rekey.domain.secret.RotationInterval;
import org.rekey.domain.secret.SecretId;
import org.rekey.domain.secret.SecretRetired;
import org.rekey.domain.secret.SecretRotated;

class RotationTest {

    private static final Instant LATER = START.plus(Duration.ofDays(10));
    private static final Duration DAY = Duration.ofHours(24);

    @Test
    void DV_39_the_previous_secret_works_for_24_hours_more() {
        at(LATER)
                .given(created(), issued())
                .when(rotateTo(SECOND, GracePeriod.DAY))
                .expectEvents(rotatedAt(LATER));
    }

    @Test
    void grace_never_outlives_the_previous_secrets_own_expiry() {
        Instant almost = START.plus(INTERVAL).minus(Duration.ofHours(1));
        at(almost)
                .given(created(), issued())
                .when(rotateTo(SECOND, GracePeriod.DAY))
                .expectEvents(rotated(FIRST, SECOND, almost, START.plus(INTERVAL)));
    }

    @Test
    void DV_42_without_grace_the_previous_secret_stops_at_once() {
        at(LATER)
                .given(created(), issued())
                .when(rotateTo(SECOND, GracePeriod.NONE))
                .expectEvents(rotated(FIRST, SECOND, LATER, LATER), retired(FIRST, RetiredReason.ROTATED));
    }

    @Test
    void I3_rotating_again_inside_the_grace_retires_the_oldest_at_once() {
        at(LATER)
                .given(created(), issued(), rotatedAt(LATER))
                .when(rotateTo(THIRD, GracePeriod.DAY))
                .expectEvents(retired(FIRST, RetiredReason.ROTATED), rotated(SECOND, THIRD, LATER, LATER.plus(DAY)));
    }

    @Test
    void an_expired_secret_has_no_grace_when_it_is_rotated() {
        Instant after = START.plus(INTERVAL);
        at(after)
                .given(created(), issued())
                .when(rotateTo(SECOND, GracePeriod.DAY))
                .expectEvents(rotated(FIRST, SECOND, after, after), retired(FIRST, RetiredReason.ROTATED));
    }

    @Test
    void a_revoked_secret_does_not_come_back_by_rotation() {
        at(LATER)
                .given(created(), issued(), retired(FIRST, RetiredReason.REVOKED))
                .when(rotateTo(SECOND, GracePeriod.DAY))
                .expectEvents(rotated(FIRST, SECOND, LATER, null));
    }

    @Test
    void a_leaked_secret_is_stopped_even_if_it_was_rotated_before() {
        at(LATER)
                .given(created(), issued(), rotatedAt(LATER), retired(FIRST, RetiredReason.ROTATED))
                .when(new RetireSecret(ID, FIRST, RetiredReason.REVOKED))
                .expectEvents(retired(FIRST, RetiredReason.REVOKED));
    }

    @Test
    void revoking_a_secret_twice_is_doing_it_once() {
        at(LATER)
                .given(created(), issued(), retired(FIRST, RetiredReason.REVOKED))
                .when(new RetireSecret(ID, FIRST, RetiredReason.REVOKED))
                .expectNoEvents();
    }

    @Test
    void a_secret_that_still_works_is_not_recorded_as_rotated_or_expired() {
        for (RetiredReason reason : new RetiredReason[] {RetiredReason.ROTATED, RetiredReason.EXPIRED}) {
            refused(
                    Refusal.Kind.CONFLICT,
                    at(LATER.plus(DAY).minusMillis(1))
                            .given(created(), issued(), rotatedAt(LATER))
                            .when(new RetireSecret(ID, FIRST, reason)));
        }
    }

    @Test
    void DV_40_at_the_end_of_the_grace_it_is_recorded_as_rotated() {
        at(LATER.plus(DAY))
                .given(created(), issued(), rotatedAt(LATER))
                .when(new RetireSecret(ID, FIRST, RetiredReason.ROTATED))
                .expectEvents(retired(FIRST, RetiredReason.ROTATED));
    }

    @Test
    void a_rotation_says_so_when_its_grace_is_to_end_once_safe() {
        at(LATER)
                .given(created(), issued())
                .when(rotateTo(SECOND, new GracePeriod(DAY, true)))
                .expectEvents(new SecretRotated(
                        ID, FIRST, SECOND, HASH, LATER.plus(INTERVAL), LATER.plus(DAY), Boolean.TRUE));
    }

    @Test
    void a_grace_period_that_is_ended_early_stops_the_previous_secret_at_once() {
        at(LATER.plus(Duration.ofHours(1)))
                .given(created(), issued(), rotatedAt(LATER))
                .when(new EndGrace(ID, FIRST))
                .expectEvents(retired(FIRST, RetiredReason.ROTATED));
    }

    @Test
    void ending_a_grace_period_twice_or_after_a_leak_changes_nothing() {
        for (RetiredReason reason : new RetiredReason[] {RetiredReason.ROTATED, RetiredReason.REVOKED}) {
            at(LATER.plus(Duration.ofHours(1)))
                    .given(created(), issued(), rotatedAt(LATER), retired(FIRST, reason))
                    .when(new EndGrace(ID, FIRST))
                    .expectNoEvents();
        }
    }

    @Test
    void the_current_secret_has_no_grace_to_end() {
        refused(
                Refusal.Kind.CONFLICT,
                at(LATER).given(created(), issued(), rotatedAt(LATER)).when(new EndGrace(ID, SECOND)));
        refused(Refusal.Kind.UNKNOWN, at(LATER).given(created(), issued()).when(new EndGrace(ID, new SecretId("s7"))));
    }

    @Test
    void a_secret_of_nobody_cannot_be_retired() {
        refused(
                Refusal.Kind.UNKNOWN,
                at(LATER)
                        .given(created(), issued())
                        .when(new RetireSecret(ID, new SecretId("s7"), RetiredReason.REVOKED)));
    }

    @Test
    void a_changed_interval_counts_from_the_issue_of_the_secret() {
        changedTo("P30D", LATER, START.plus(Duration.ofDays(30)));
        changedTo("P365D", LATER, START.plus(Duration.ofDays(365)));
        changedTo("never", LATER, null);
    }

    @Test
    void a_changed_interval_leaves_at_least_24_hours() {
        changedTo("P7D", LATER, LATER.plus(DAY));
    }

    @Test
    void I17_a_changed_interval_does_not_revive_an_expired_secret() {
        changedTo("P365D", START.plus(INTERVAL), START.plus(INTERVAL));
        changedTo("never", START.plus(INTERVAL).plusMillis(1), START.plus(INTERVAL));
    }

    private static void changedTo(String interval, Instant now, Instant expected) {
        RotationInterval changed = RotationInterval.parse(interval);
        at(now).givenCurrentTime(START)
                .andGiven(created(), issued())
                .when(new ChangeClientRotationInterval(ID, changed))
                .expectEvents(new ClientRotationIntervalChanged(ID, changed, FIRST, expected));
    }

    private static RotateSecret rotateTo(SecretId secret, GracePeriod grace) {
        return new RotateSecret(ID, secret, HASH, grace);
    }

    private static SecretRotated rotatedAt(Instant instant) {
        return rotated(FIRST, SECOND, instant, instant.plus(DAY));
    }

    private static SecretRotated rotated(SecretId previous, SecretId current, Instant at, Instant previousValidUntil) {
        return new SecretRotated(ID, previous, current, HASH, at.plus(INTERVAL), previousValidUntil, null);
    }

    private static SecretRetired retired(SecretId secret, RetiredReason reason) {
        return new SecretRetired(ID, secret, reason);
    }
}
