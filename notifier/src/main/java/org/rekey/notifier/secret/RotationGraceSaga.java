package org.rekey.notifier.secret;

import java.time.Duration;
import java.time.Instant;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.deadline.DeadlineManager;
import org.axonframework.deadline.DeadlineMessage;
import org.axonframework.deadline.annotation.DeadlineHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.axonframework.modelling.saga.EndSaga;
import org.axonframework.modelling.saga.SagaEventHandler;
import org.axonframework.modelling.saga.SagaLifecycle;
import org.axonframework.modelling.saga.StartSaga;
import org.axonframework.spring.stereotype.Saga;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.ClientId;
import org.rekey.domain.Command;
import org.rekey.domain.client.ClientDeleted;
import org.rekey.domain.secret.EndGrace;
import org.rekey.domain.secret.RetireSecret;
import org.rekey.domain.secret.RetiredReason;
import org.rekey.domain.secret.RetirementVerdict;
import org.rekey.domain.secret.SecretId;
import org.rekey.domain.secret.SecretRetired;
import org.rekey.domain.secret.SecretRotated;
import org.rekey.eventstore.Provenance;
import org.rekey.eventstore.RotationProperties;

/**
 * Puts on record that a rotated secret works no longer, once its grace period is over. Nobody waits for that: whoever
 * checks a secret goes by the instants themselves. If it was asked to, it ends the period as soon as nobody is left who uses
 * the secret; and it raises the alarm when somebody still does shortly before the end.
 */
@Saga
@ProcessingGroup(RotationGraceSaga.GROUP)
@NullUnmarked
public class RotationGraceSaga {

    static final String GROUP = "notifier.rotation-grace";
    static final String GRACE_OVER = "grace-over";
    static final String GRACE_ENDING = "grace-ending";
    static final String SAFE_YET = "safe-yet";

    private static final Duration ALERT_BEFORE = Duration.ofHours(4);
    private static final Duration LOOK_AT_LEAST_EVERY = Duration.ofHours(1);

    private ClientId clientId;
    private SecretId secretId;
    private @Nullable String tenant;
    private String deadline;

    /** Sagas that began before these were kept have none of them, and none of the deadlines that need them. */
    private @Nullable SecretId currentId;

    private @Nullable Instant rotatedAt;
    private @Nullable Instant graceEnd;
    private @Nullable String endingDeadline;
    private @Nullable String safeDeadline;

    @StartSaga
    @SagaEventHandler(associationProperty = "previous", keyName = "secretId")
    void on(
            SecretRotated event,
            @Timestamp Instant at,
            @MetaDataValue("tenant") @Nullable String tenant,
            DeadlineManager deadlines,
            RotationProperties rotation) {
        graceEnd = event.previousValidUntil();
        if (graceEnd == null) {
            SagaLifecycle.end();
            return;
        }
        clientId = event.clientId();
        secretId = event.previous();
        currentId = event.current();
        rotatedAt = at;
        this.tenant = tenant;
        deadline = deadlines.schedule(graceEnd, GRACE_OVER);
        if (graceEnd.minus(ALERT_BEFORE).isAfter(at)) {
            endingDeadline = deadlines.schedule(graceEnd.minus(ALERT_BEFORE), GRACE_ENDING);
        }
        if (Boolean.TRUE.equals(event.endGraceWhenSafe())) {
            lookAgain(at.plus(rotation.safeAfter()), deadlines);
        }
        SagaLifecycle.associateWith("clientId", clientId.value());
    }

    private void lookAgain(Instant at, DeadlineManager deadlines) {
        safeDeadline = at.isBefore(graceEnd) ? deadlines.schedule(at, SAFE_YET) : null;
    }

    @DeadlineHandler(deadlineName = SAFE_YET)
    void lookWhetherSafe(
            DeadlineMessage<?> safeYet,
            @Timestamp Instant now,
            Verdicts verdicts,
            CommandGateway commands,
            DeadlineManager deadlines) {
        safeDeadline = null;
        if (!now.isBefore(graceEnd)) {
            return;
        }
        RetirementVerdict verdict = verdicts.of(clientId, secretId, currentId, rotatedAt, now);
        if (verdict.state() == RetirementVerdict.State.SAFE) {
            send(commands, new EndGrace(clientId, secretId), "nobody uses it any more");
            forget(deadlines);
            SagaLifecycle.end();
        } else {
            lookAgain(nextLook(verdict, now), deadlines);
        }
    }

    /** When it can be safe at the soonest; where that depends on the new secret being used, a while from now. */
    private static Instant nextLook(RetirementVerdict verdict, Instant now) {
        Instant quiet = verdict.since().plus(verdict.window());
        if (quiet.isAfter(now)) {
            return quiet;
        }
        return now.plus(verdict.window().compareTo(LOOK_AT_LEAST_EVERY) < 0 ? verdict.window() : LOOK_AT_LEAST_EVERY);
    }

    @DeadlineHandler(deadlineName = GRACE_ENDING)
    void warnIfInUse(DeadlineMessage<?> graceEnding, @Timestamp Instant now, Verdicts verdicts, Alerts alerts) {
        endingDeadline = null;
        if (!now.isBefore(graceEnd)) {
            return;
        }
        RetirementVerdict verdict = verdicts.of(clientId, secretId, currentId, rotatedAt, now);
        if (verdict.state() == RetirementVerdict.State.IN_USE && verdict.since().isAfter(rotatedAt)) {
            alerts.graceEnding(clientId, secretId, graceEnd.minus(ALERT_BEFORE));
        }
    }

    /** A refusal is not caught: the deadline comes again until the command is accepted or the saga has ended. */
    @DeadlineHandler(deadlineName = GRACE_OVER)
    void on(DeadlineMessage<?> graceOver, CommandGateway commands) {
        send(commands, new RetireSecret(clientId, secretId, RetiredReason.ROTATED), null);
        SagaLifecycle.end();
    }

    @EndSaga
    @SagaEventHandler(associationProperty = "secretId")
    void on(SecretRetired event, DeadlineManager deadlines) {
        forget(deadlines);
    }

    @EndSaga
    @SagaEventHandler(associationProperty = "clientId")
    void on(ClientDeleted event, DeadlineManager deadlines) {
        forget(deadlines);
    }

    private void forget(DeadlineManager deadlines) {
        deadlines.cancelSchedule(GRACE_OVER, deadline);
        if (endingDeadline != null) {
            deadlines.cancelSchedule(GRACE_ENDING, endingDeadline);
        }
        if (safeDeadline != null) {
            deadlines.cancelSchedule(SAFE_YET, safeDeadline);
        }
    }

    private void send(CommandGateway commands, Command command, @Nullable String reason) {
        Provenance provenance = new Provenance("process:notifier", "saga", null, null, null, tenant, reason);
        commands.sendAndWait(new GenericCommandMessage<>(command, provenance.toMetaData()));
    }
}
