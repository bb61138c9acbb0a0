package org.rekey.notifier.secret;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.deadline.DeadlineManager;
import org.axonframework.deadline.DeadlineMessage;
import org.axonframework.deadline.annotation.DeadlineHandler;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.axonframework.modelling.saga.EndSaga;
import org.axonframework.modelling.saga.SagaEventHandler;
import org.axonframework.modelling.saga.SagaLifecycle;
import org.axonframework.modelling.saga.StartSaga;
import org.axonframework.spring.stereotype.Saga;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.ClientId;
import org.rekey.domain.alert.ReminderSchedule;
import org.rekey.domain.client.ClientDeleted;
import org.rekey.domain.client.ClientRotationIntervalChanged;
import org.rekey.domain.secret.RetireSecret;
import org.rekey.domain.secret.RetiredReason;
import org.rekey.domain.secret.SecretId;
import org.rekey.domain.secret.SecretIssued;
import org.rekey.domain.secret.SecretRetired;
import org.rekey.domain.secret.SecretRotated;
import org.rekey.eventstore.Provenance;

/**
 * Watches the current secret of a client: people are told before it expires, and from then on every day until it is rotated
 * or the client deleted; that it has expired is put on record. It begins with a secret that expires.
 */
@Saga
@ProcessingGroup(SecretExpirySaga.GROUP)
@NullUnmarked
public class SecretExpirySaga {

    static final String GROUP = "notifier.secret-expiry";
    static final String DUE = "expiry-due";

    private ClientId clientId;
    private SecretId secretId;
    private @Nullable String tenant;
    /** As the client's own events say. */
    private @Nullable Instant expiresAt;

    private boolean expired;
    private boolean revoked;
    private @Nullable String deadline;

    @StartSaga
    @SagaEventHandler(associationProperty = "clientId")
    void on(
            SecretIssued event,
            @MetaDataValue("tenant") @Nullable String tenant,
            DeadlineManager deadlines,
            ReminderSchedule schedule) {
        watch(event.clientId(), event.secretId(), tenant);
        expiresAt(event.expiresAt(), deadlines, schedule);
    }

    @StartSaga
    @SagaEventHandler(associationProperty = "clientId")
    void on(
            SecretRotated event,
            @MetaDataValue("tenant") @Nullable String tenant,
            DeadlineManager deadlines,
            ReminderSchedule schedule) {
        watch(event.clientId(), event.current(), tenant);
        expiresAt(event.expiresAt(), deadlines, schedule);
    }

    @StartSaga
    @SagaEventHandler(associationProperty = "clientId")
    void on(
            ClientRotationIntervalChanged event,
            @MetaDataValue("tenant") @Nullable String tenant,
            DeadlineManager deadlines,
            ReminderSchedule schedule) {
        if (clientId == null) {
            watch(event.clientId(), event.current(), tenant);
        }
        expiresAt(event.expiresAt(), deadlines, schedule);
    }

    private void watch(ClientId client, SecretId secret, @Nullable String tenant) {
        clientId = client;
        secretId = secret;
        this.tenant = tenant;
        expired = false;
        revoked = false;
    }

    private void expiresAt(@Nullable Instant instant, DeadlineManager deadlines, ReminderSchedule schedule) {
        cancel(deadlines);
        expiresAt = instant;
        if (instant == null) {
            SagaLifecycle.end();
        } else if (!revoked) {
            deadline = deadlines.schedule(schedule.firstDue(instant), DUE);
        }
    }

    /** What is refused is not caught: the deadline comes again until it is accepted, or an event changes what is to be done. */
    @DeadlineHandler(deadlineName = DUE)
    void on(
            DeadlineMessage<?> due,
            Clock clock,
            RolePolicy roles,
            ReminderSchedule schedule,
            Alerts alerts,
            CommandGateway commands,
            DeadlineManager deadlines) {
        if (deadline == null) {
            return;
        }
        Instant now = clock.instant();
        Instant next = now.plus(schedule.every());
        Optional<Instant> expiry = roles.expiryOf(clientId, expiresAt);
        if (expiry.isPresent()) {
            Instant expiresAt = expiry.get();
            schedule.latestDue(expiresAt, now).ifPresent(day -> alerts.expiring(clientId, secretId, expiresAt, day));
            if (!expired && !now.isBefore(expiresAt)) {
                commands.sendAndWait(new GenericCommandMessage<>(
                        new RetireSecret(clientId, secretId, RetiredReason.EXPIRED),
                        provenance().toMetaData()));
            }
            next = schedule.nextDue(expiresAt, now);
            if (now.isBefore(expiresAt) && expiresAt.isBefore(next)) {
                next = expiresAt;
            }
        }
        // One that comes although it was given up must not go on beside the present one.
        cancel(deadlines);
        deadline = deadlines.schedule(next, DUE);
    }

    @SagaEventHandler(associationProperty = "clientId")
    void on(SecretRetired event, DeadlineManager deadlines) {
        if (event.secretId().equals(secretId)) {
            expired = event.reason() == RetiredReason.EXPIRED;
            if (event.reason() == RetiredReason.REVOKED) {
                revoked = true;
                cancel(deadlines);
            }
        }
    }

    @EndSaga
    @SagaEventHandler(associationProperty = "clientId")
    void on(ClientDeleted event, DeadlineManager deadlines) {
        cancel(deadlines);
    }

    private void cancel(DeadlineManager deadlines) {
        if (deadline != null) {
            deadlines.cancelSchedule(DUE, deadline);
            deadline = null;
        }
    }

    private Provenance provenance() {
        return new Provenance("process:notifier", "saga", null, null, null, tenant, null);
    }
}
