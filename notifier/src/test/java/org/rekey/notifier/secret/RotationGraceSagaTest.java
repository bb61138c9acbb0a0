package org.rekey.notifier.secret;

import static org.axonframework.test.matchers.Matchers.listWithAllOf;
import static org.axonframework.test.matchers.Matchers.predicate;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.test.saga.SagaTestFixture;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.rekey.domain.ClientId;
import org.rekey.domain.client.ClientDeleted;
import org.rekey.domain.client.ClientSuspended;
import org.rekey.domain.secret.RetireSecret;
import org.rekey.domain.secret.RetiredReason;
import org.rekey.domain.secret.SecretHash;
import org.rekey.domain.secret.SecretId;
import org.rekey.domain.secret.SecretRetired;
import org.rekey.domain.secret.SecretRotated;

class RotationGraceSagaTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final Instant GRACE_END = NOW.plus(Duration.ofHours(24));
    private static final ClientId CLIENT = new ClientId("billing");
    private static final SecretId OLD = new SecretId("s1");
    private static final SecretId NEW = new SecretId("s2");
    private static final SecretId NEWER = new SecretId("s3");

    private final SagaTestFixture<RotationGraceSaga> fixture = new SagaTestFixture<>(RotationGraceSaga.class);

    @BeforeEach
    void resources() {
        fixture.registerResource(DefaultCommandGateway.builder()
                .commandBus(fixture.getCommandBus())
                .build());
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

    private static Matcher<CommandMessage<?>> carrying(Map<String, String> metaData) {
        return predicate(command -> command.getMetaData().equals(metaData));
    }

    private static SecretRotated rotated(SecretId previous, SecretId current, Instant graceEnd) {
        return new SecretRotated(CLIENT, previous, current, new SecretHash("hmac-sha256:x"), null, graceEnd);
    }
}
