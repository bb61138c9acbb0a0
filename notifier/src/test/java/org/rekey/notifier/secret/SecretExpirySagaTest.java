package org.rekey.notifier.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.test.saga.SagaTestFixture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rekey.domain.ClientId;
import org.rekey.domain.alert.ReminderSchedule;
import org.rekey.domain.client.ClientDeleted;
import org.rekey.domain.client.ClientRotationIntervalChanged;
import org.rekey.domain.client.ClientSuspended;
import org.rekey.domain.secret.RetireSecret;
import org.rekey.domain.secret.RetiredReason;
import org.rekey.domain.secret.RotationInterval;
import org.rekey.domain.secret.SecretHash;
import org.rekey.domain.secret.SecretId;
import org.rekey.domain.secret.SecretIssued;
import org.rekey.domain.secret.SecretRetired;
import org.rekey.domain.secret.SecretRotated;

class SecretExpirySagaTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final Instant EXPIRY = NOW.plus(Duration.ofDays(7));
    private static final Duration TO_FIRST = Duration.ofDays(4);
    private static final Duration DAY = Duration.ofDays(1);
    private static final ClientId CLIENT = new ClientId("billing");
    private static final SecretId SECRET = new SecretId("s1");
    private static final SecretId NEW = new SecretId("s2");

    private final SagaTestFixture<SecretExpirySaga> fixture = new SagaTestFixture<>(SecretExpirySaga.class);
    private final RecordedAlerts alerts = new RecordedAlerts(NOW);
    private @Nullable Optional<Instant> expiryByRoles;

    @BeforeEach
    void resources() {
        fixture.registerResource(DefaultCommandGateway.builder()
                .commandBus(fixture.getCommandBus())
                .build());
        fixture.registerResource(new ReminderSchedule(Duration.ofDays(3), DAY));
        fixture.registerResource(alerts);
        fixture.registerResource(
                (RolePolicy) (client, known) -> expiryByRoles == null ? Optional.of(known) : expiryByRoles);
        fixture.registerResource(new FixtureClock());
        fixture.givenCurrentTime(NOW);
    }

    @Test
    void DV_29_people_are_told_three_days_before_and_not_earlier() throws Exception {
        fixture.givenAPublished(issued())
                .whenTimeElapses(TO_FIRST.minusMillis(1))
                .expectScheduledDeadlineWithName(EXPIRY.minus(Duration.ofDays(3)), SecretExpirySaga.DUE);
        assertThat(alerts.told).isEmpty();
    }

    @Test
    void DV_30_and_then_every_day_also_after_it_has_expired() throws Exception {
        fixture.givenAPublished(issued())
                .andThenTimeElapses(TO_FIRST)
                .andThenTimeElapses(DAY)
                .andThenTimeElapses(DAY)
                .andThenTimeElapses(DAY)
                .whenTimeElapses(DAY)
                .expectActiveSagas(1);
        assertThat(alerts.told)
                .containsExactly(
                        "expiring billing s1 PT96H",
                        "expiring billing s1 PT120H",
                        "expiring billing s1 PT144H",
                        "expiring billing s1 PT168H",
                        "expiring billing s1 PT192H");
    }

    @Test
    void it_is_put_on_record_that_the_secret_has_expired() throws Exception {
        fixture.givenAPublished(issued())
                .andThenTimeElapses(TO_FIRST.plus(DAY).plus(DAY))
                .whenTimeElapses(DAY)
                .expectDispatchedCommands(new RetireSecret(CLIENT, SECRET, RetiredReason.EXPIRED));
    }

    @Test
    void once_it_is_on_record_nothing_more_is_sent() throws Exception {
        fixture.givenAPublished(issued())
                .andThenTimeElapses(Duration.ofDays(7))
                .andThenAPublished(new SecretRetired(CLIENT, SECRET, RetiredReason.EXPIRED))
                .whenTimeElapses(DAY)
                .expectNoDispatchedCommands()
                .expectActiveSagas(1);
    }

    @Test
    void F21_of_the_reminders_that_were_missed_only_the_last_is_left() throws Exception {
        fixture.givenAPublished(issued()).whenTimeElapses(Duration.ofDays(20)).expectActiveSagas(1);
        assertThat(alerts.told).containsExactly("expiring billing s1 PT480H");
    }

    @Test
    void DV_44_a_rotation_begins_anew_with_the_new_secret() throws Exception {
        fixture.givenAPublished(issued())
                .andThenTimeElapses(TO_FIRST)
                .whenPublishingA(new SecretRotated(
                        CLIENT,
                        SECRET,
                        NEW,
                        new SecretHash("hmac-sha256:x"),
                        EXPIRY.plus(Duration.ofDays(4)),
                        EXPIRY,
                        null))
                .expectActiveSagas(1)
                .expectScheduledDeadlineWithName(EXPIRY.plus(DAY), SecretExpirySaga.DUE);
        assertThat(alerts.told).hasSize(1);
    }

    @Test
    void another_interval_moves_the_deadline() throws Exception {
        Instant later = NOW.plus(Duration.ofDays(30));
        fixture.givenAPublished(issued())
                .whenPublishingA(
                        new ClientRotationIntervalChanged(CLIENT, RotationInterval.parse("P30D"), SECRET, later))
                .expectScheduledDeadlineWithName(later.minus(Duration.ofDays(3)), SecretExpirySaga.DUE)
                .expectActiveSagas(1);
    }

    @Test
    void DV_31_a_secret_that_never_expires_is_not_watched() throws Exception {
        fixture.givenNoPriorActivity()
                .whenPublishingA(new SecretIssued(CLIENT, SECRET, new SecretHash("hmac-sha256:x"), null))
                .expectActiveSagas(0)
                .expectNoScheduledDeadlines();
    }

    @Test
    void one_that_is_to_expire_no_more_is_watched_no_longer_and_again_when_it_does() throws Exception {
        fixture.givenAPublished(issued())
                .andThenAPublished(new ClientRotationIntervalChanged(CLIENT, RotationInterval.NEVER, SECRET, null))
                .whenPublishingA(
                        new ClientRotationIntervalChanged(CLIENT, RotationInterval.parse("P7D"), SECRET, EXPIRY))
                .expectActiveSagas(1)
                .expectScheduledDeadlineWithName(EXPIRY.minus(Duration.ofDays(3)), SecretExpirySaga.DUE);
    }

    @Test
    void DV_31_nobody_is_told_of_a_client_that_is_gone() throws Exception {
        fixture.givenAPublished(issued())
                .whenPublishingA(new ClientDeleted(CLIENT))
                .expectActiveSagas(0)
                .expectNoScheduledDeadlines();
    }

    @Test
    void I11_nor_of_a_secret_that_is_revoked() throws Exception {
        fixture.givenAPublished(issued())
                .whenPublishingA(new SecretRetired(CLIENT, SECRET, RetiredReason.REVOKED))
                .expectNoScheduledDeadlines();
    }

    @Test
    void I11_nor_when_the_interval_is_changed_after_that() throws Exception {
        fixture.givenAPublished(issued())
                .andThenAPublished(new SecretRetired(CLIENT, SECRET, RetiredReason.REVOKED))
                .whenPublishingA(new ClientRotationIntervalChanged(
                        CLIENT, RotationInterval.parse("P30D"), SECRET, EXPIRY.plus(DAY)))
                .expectNoScheduledDeadlines();
    }

    @Test
    void the_end_of_an_earlier_secret_changes_nothing() throws Exception {
        fixture.givenAPublished(issued())
                .andThenAPublished(new SecretRetired(CLIENT, new SecretId("s0"), RetiredReason.REVOKED))
                .whenPublishingA(new ClientSuspended(CLIENT))
                .expectScheduledDeadlineWithName(EXPIRY.minus(Duration.ofDays(3)), SecretExpirySaga.DUE);
    }

    @Test
    void what_the_roles_of_a_user_have_come_to_goes_before_what_the_client_knows() throws Exception {
        expiryByRoles = Optional.of(EXPIRY.plus(Duration.ofDays(10)));
        fixture.givenAPublished(issued())
                .whenTimeElapses(Duration.ofDays(7))
                .expectNoDispatchedCommands()
                .expectScheduledDeadlineWithName(EXPIRY.plus(Duration.ofDays(7)), SecretExpirySaga.DUE);
        assertThat(alerts.told).isEmpty();
    }

    @Test
    void while_a_user_may_use_no_api_nothing_happens() throws Exception {
        expiryByRoles = Optional.empty();
        fixture.givenAPublished(issued())
                .whenTimeElapses(Duration.ofDays(8))
                .expectNoDispatchedCommands()
                .expectActiveSagas(1);
        assertThat(alerts.told).isEmpty();
    }

    private static GenericEventMessage<SecretIssued> issued() {
        return new GenericEventMessage<>(
                new SecretIssued(CLIENT, SECRET, new SecretHash("hmac-sha256:x"), EXPIRY), Map.of("tenant", "acme"));
    }

    private final class FixtureClock extends Clock {

        @Override
        public Instant instant() {
            return fixture.currentTime();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
