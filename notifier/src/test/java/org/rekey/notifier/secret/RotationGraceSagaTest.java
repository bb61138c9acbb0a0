package org.rekey.notifier.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.axonframework.test.matchers.Matchers.listWithAllOf;
import static org.axonframework.test.matchers.Matchers.predicate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.test.saga.SagaTestFixture;
import org.hamcrest.Matcher;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rekey.domain.ClientId;
import org.rekey.domain.client.ClientDeleted;
import org.rekey.domain.client.ClientSuspended;
import org.rekey.domain.secret.EndGrace;
import org.rekey.domain.secret.RetireSecret;
import org.rekey.domain.secret.RetiredReason;
import org.rekey.domain.secret.RetirementVerdict;
import org.rekey.domain.secret.SecretHash;
import org.rekey.domain.secret.SecretId;
import org.rekey.domain.secret.SecretRetired;
import org.rekey.domain.secret.SecretRotated;
import org.rekey.eventstore.RotationProperties;

class RotationGraceSagaTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final Instant GRACE_END = NOW.plus(Duration.ofHours(24));
    private static final ClientId CLIENT = new ClientId("billing");
    private static final SecretId OLD = new SecretId("s1");
    private static final SecretId NEW = new SecretId("s2");
    private static final SecretId NEWER = new SecretId("s3");

    private final RecordedAlerts alerts = new RecordedAlerts(NOW);
    private final List<Instant> looks = new ArrayList<>();
    private @Nullable Instant oldUsedAt;
    private @Nullable Instant newUsedAt;

    private final SagaTestFixture<RotationGraceSaga> fixture = new SagaTestFixture<>(RotationGraceSaga.class);

    @BeforeEach
    void resources() {
        fixture.registerResource(DefaultCommandGateway.builder()
                .commandBus(fixture.getCommandBus())
                .build());
        fixture.registerResource(new RotationProperties(hours(1)));
        fixture.registerResource((Verdicts) this::verdict);
        fixture.registerResource(alerts);
        fixture.givenCurrentTime(NOW);
    }

    @Test
    void a_rotation_is_remembered_until_the_grace_ends() throws Exception {
        fixture.givenNoPriorActivity()
                .whenPublishingA(rotated(OLD, NEW, GRACE_END))
                .expectActiveSagas(1)
                .expectScheduledDeadlineWithName(GRACE_END, RotationGraceSaga.GRACE_OVER)
                .expectNoDispatchedCommands();
    }

    @Test
    void a_rotation_of_a_secret_that_had_been_retired_needs_nothing_more() throws Exception {
        fixture.givenNoPriorActivity()
                .whenPublishingA(rotated(OLD, NEW, null))
                .expectActiveSagas(0)
                .expectNoScheduledDeadlines();
    }

    @Test
    void the_secret_is_put_on_record_as_retired_when_its_grace_is_over() throws Exception {
        fixture.givenAPublished(rotated(OLD, NEW, GRACE_END))
                .whenTimeElapses(Duration.ofHours(24))
                .expectDispatchedCommands(new RetireSecret(CLIENT, OLD, RetiredReason.ROTATED))
                .expectActiveSagas(0);
    }

    @Test
    void nothing_is_sent_before_that() throws Exception {
        fixture.givenAPublished(rotated(OLD, NEW, GRACE_END))
                .whenTimeElapses(Duration.ofHours(24).minusMillis(1))
                .expectNoDispatchedCommands()
                .expectActiveSagas(1);
    }

    @Test
    void it_ends_when_the_secret_is_retired_otherwise() throws Exception {
        fixture.givenAPublished(rotated(OLD, NEW, GRACE_END))
                .whenPublishingA(new SecretRetired(CLIENT, OLD, RetiredReason.REVOKED))
                .expectActiveSagas(0)
                .expectNoScheduledDeadlines();
    }

    @Test
    void it_ends_when_the_client_is_deleted() throws Exception {
        fixture.givenAPublished(rotated(OLD, NEW, GRACE_END))
                .whenPublishingA(new ClientDeleted(CLIENT))
                .expectActiveSagas(0)
                .expectNoScheduledDeadlines();
    }

    @Test
    void it_goes_on_whatever_else_happens() throws Exception {
        fixture.givenAPublished(rotated(OLD, NEW, GRACE_END))
                .andThenAPublished(new ClientSuspended(CLIENT))
                .andThenAPublished(new SecretRetired(CLIENT, NEW, RetiredReason.REVOKED))
                .whenPublishingA(new ClientDeleted(new ClientId("another")))
                .expectActiveSagas(1)
                .expectScheduledDeadlineWithName(GRACE_END, RotationGraceSaga.GRACE_OVER);
    }

    @Test
    void each_rotation_has_its_own() throws Exception {
        fixture.givenAPublished(rotated(OLD, NEW, GRACE_END))
                .andThenTimeElapses(Duration.ofHours(1))
                .andThenAPublished(new SecretRetired(CLIENT, OLD, RetiredReason.ROTATED))
                .whenPublishingA(rotated(NEW, NEWER, GRACE_END.plus(Duration.ofHours(1))))
                .expectActiveSagas(1)
                .expectScheduledDeadlineWithName(GRACE_END.plus(Duration.ofHours(1)), RotationGraceSaga.GRACE_OVER);
    }

    @Test
    void what_it_does_is_done_by_the_notifier() throws Exception {
        fixture.givenAPublished(new GenericEventMessage<>(
                        rotated(OLD, NEW, GRACE_END), Map.of("actor", "client:admin", "tenant", "acme")))
                .whenTimeElapses(Duration.ofHours(24))
                .expectDispatchedCommandsMatching(listWithAllOf(
                        carrying(Map.of("actor", "process:notifier", "source", "saga", "tenant", "acme"))));
    }

    @Test
    void nobody_looks_whether_a_secret_is_safe_unless_asked_to() throws Exception {
        fixture.givenAPublished(rotated(OLD, NEW, GRACE_END))
                .whenTimeElapses(hours(19))
                .expectNoDispatchedCommands()
                .expectActiveSagas(1);
        assertThat(looks).isEmpty();
    }

    @Test
    void a_grace_that_may_end_sooner_ends_after_the_window_if_nobody_uses_the_secret() throws Exception {
        fixture.givenAPublished(untilSafe(GRACE_END))
                .whenTimeElapses(hours(1))
                .expectDispatchedCommands(new EndGrace(CLIENT, OLD))
                .expectActiveSagas(0)
                .expectNoScheduledDeadlines();
        assertThat(looks).containsExactly(NOW.plus(hours(1)));
    }

    @Test
    void not_before_the_window_is_over() throws Exception {
        fixture.givenAPublished(untilSafe(GRACE_END))
                .whenTimeElapses(hours(1).minusMillis(1))
                .expectNoDispatchedCommands();
    }

    @Test
    void while_it_is_in_use_the_next_look_is_when_it_can_be_safe() throws Exception {
        oldUsedAt = NOW.plus(Duration.ofMinutes(50));
        newUsedAt = NOW.plus(Duration.ofMinutes(55));
        fixture.givenAPublished(untilSafe(GRACE_END))
                .whenTimeElapses(Duration.ofMinutes(109))
                .expectNoDispatchedCommands()
                .expectScheduledDeadlineWithName(NOW.plus(Duration.ofMinutes(110)), RotationGraceSaga.SAFE_YET)
                .expectScheduledDeadlineWithName(GRACE_END, RotationGraceSaga.GRACE_OVER);
        assertThat(looks).containsExactly(NOW.plus(hours(1)));
    }

    @Test
    void then_it_ends_as_what_the_notifier_does_for_a_reason() throws Exception {
        oldUsedAt = NOW.plus(Duration.ofMinutes(50));
        newUsedAt = NOW.plus(Duration.ofMinutes(55));
        fixture.givenAPublished(
                        new GenericEventMessage<>(untilSafe(GRACE_END), Map.of("actor", "client:a", "tenant", "acme")))
                .whenTimeElapses(Duration.ofMinutes(110))
                .expectDispatchedCommands(new EndGrace(CLIENT, OLD))
                .expectDispatchedCommandsMatching(listWithAllOf(carrying(Map.of(
                        "actor", "process:notifier",
                        "source", "saga",
                        "tenant", "acme",
                        "reason", "nobody uses it any more"))))
                .expectActiveSagas(0);
    }

    @Test
    void a_quiet_secret_whose_successor_nobody_uses_is_looked_at_again_and_again_and_works_to_the_end()
            throws Exception {
        oldUsedAt = NOW.minus(hours(10));
        fixture.givenAPublished(untilSafe(NOW.plus(hours(4))))
                .whenTimeElapses(hours(4))
                .expectDispatchedCommands(new RetireSecret(CLIENT, OLD, RetiredReason.ROTATED))
                .expectActiveSagas(0);
        assertThat(looks).containsExactly(NOW.plus(hours(1)), NOW.plus(hours(2)), NOW.plus(hours(3)));
    }

    @Test
    void within_a_grace_no_longer_than_the_window_there_is_nothing_to_look_at() throws Exception {
        fixture.givenAPublished(untilSafe(NOW.plus(hours(1))))
                .whenTimeElapses(hours(1))
                .expectDispatchedCommands(new RetireSecret(CLIENT, OLD, RetiredReason.ROTATED));
        assertThat(looks).isEmpty();
    }

    @Test
    void four_hours_before_the_end_it_is_told_that_the_secret_is_still_in_use() throws Exception {
        oldUsedAt = NOW.plusMillis(1);
        fixture.givenAPublished(new GenericEventMessage<>(rotated(OLD, NEW, GRACE_END), Map.of("tenant", "acme")))
                .whenTimeElapses(hours(20).minusMillis(1))
                .expectActiveSagas(1);
        assertThat(alerts.told).isEmpty();
        fixture.whenTimeElapses(Duration.ofMillis(1)).expectNoDispatchedCommands();
        assertThat(alerts.told).containsExactly("grace ending billing s1 PT20H");
        assertThat(looks).containsExactly(NOW.plus(hours(20)));
        fixture.whenTimeElapses(hours(4))
                .expectDispatchedCommands(new RetireSecret(CLIENT, OLD, RetiredReason.ROTATED));
        assertThat(alerts.told).hasSize(1);
    }

    @Test
    void it_is_not_told_of_a_secret_that_was_used_before_the_rotation_alone() throws Exception {
        oldUsedAt = NOW.minusMillis(1);
        fixture.givenAPublished(rotated(OLD, NEW, GRACE_END)).whenTimeElapses(hours(20));
        assertThat(looks).hasSize(1);
        assertThat(alerts.told).isEmpty();
    }

    @Test
    void it_is_not_told_of_a_secret_that_is_safe_to_stop() throws Exception {
        oldUsedAt = NOW.plus(hours(1));
        newUsedAt = NOW.plus(hours(2));
        fixture.givenAPublished(rotated(OLD, NEW, GRACE_END)).whenTimeElapses(hours(20));
        assertThat(looks).hasSize(1);
        assertThat(alerts.told).isEmpty();
    }

    @Test
    void of_a_grace_of_four_hours_or_less_the_end_is_never_far_enough_to_tell() throws Exception {
        oldUsedAt = NOW.plus(hours(1));
        fixture.givenAPublished(rotated(OLD, NEW, NOW.plus(hours(4)))).whenTimeElapses(hours(4));
        assertThat(alerts.told).isEmpty();
        assertThat(looks).isEmpty();
    }

    @Test
    void a_retirement_leaves_no_deadline_of_any_kind() throws Exception {
        fixture.givenAPublished(untilSafe(GRACE_END))
                .whenPublishingA(new SecretRetired(CLIENT, OLD, RetiredReason.REVOKED))
                .expectActiveSagas(0)
                .expectNoScheduledDeadlines();
    }

    @Test
    void nor_does_the_end_of_the_client() throws Exception {
        fixture.givenAPublished(untilSafe(GRACE_END))
                .whenPublishingA(new ClientDeleted(CLIENT))
                .expectActiveSagas(0)
                .expectNoScheduledDeadlines();
    }

    private static Matcher<CommandMessage<?>> carrying(Map<String, String> metaData) {
        return predicate(command -> command.getMetaData().equals(metaData));
    }

    private static SecretRotated rotated(SecretId previous, SecretId current, Instant graceEnd) {
        return new SecretRotated(CLIENT, previous, current, new SecretHash("hmac-sha256:x"), null, graceEnd, null);
    }

    private static SecretRotated untilSafe(Instant graceEnd) {
        return new SecretRotated(CLIENT, OLD, NEW, new SecretHash("hmac-sha256:x"), null, graceEnd, true);
    }

    private static Duration hours(long hours) {
        return Duration.ofHours(hours);
    }

    /** The rule itself, over what this test says of both secrets. */
    private RetirementVerdict verdict(
            ClientId client, SecretId previous, SecretId current, Instant rotatedAt, Instant now) {
        assertThat(List.of(client, previous, current, rotatedAt)).isEqualTo(List.of(CLIENT, OLD, NEW, NOW));
        looks.add(now);
        return RetirementVerdict.of(now, hours(1), rotatedAt, oldUsedAt, newUsedAt, List.of());
    }
}
