package org.rekey.notifier.secret;

import java.time.Instant;
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
import org.rekey.domain.client.ClientDeleted;
import org.rekey.domain.secret.RetireSecret;
import org.rekey.domain.secret.RetiredReason;
import org.rekey.domain.secret.SecretId;
import org.rekey.domain.secret.SecretRetired;
import org.rekey.domain.secret.SecretRotated;
import org.rekey.eventstore.Provenance;

/**
 * Puts on record that a rotated secret works no longer, once its grace period is over. Nobody waits for that: whoever
 * checks a secret goes by the instants themselves.
 */
@Saga
@ProcessingGroup(RotationGraceSaga.GROUP)
@NullUnmarked
public class RotationGraceSaga {

    static final String GROUP = "notifier.rotation-grace";
    static final String GRACE_OVER = "grace-over";

    private ClientId clientId;
    private SecretId secretId;
    private @Nullable String tenant;
    private String deadline;

    @StartSaga
    @SagaEventHandler(associationProperty = "previous", keyName = "secretId")
    void on(SecretRotated event, @MetaDataValue("tenant") @Nullable String tenant, DeadlineManager deadlines) {
        Instant graceEnd = event.previousValidUntil();
        if (graceEnd == null) {
            SagaLifecycle.end();
            return;
        }
        clientId = event.clientId();
        secretId = event.previous();
        this.tenant = tenant;
        deadline = deadlines.schedule(graceEnd, GRACE_OVER);
        SagaLifecycle.associateWith("clientId", clientId.value());
    }

    /** A refusal is not caught: the deadline comes again until the command is accepted or the saga has ended. */
    @DeadlineHandler(deadlineName = GRACE_OVER)
    void on(DeadlineMessage<?> graceOver, CommandGateway commands) {
        commands.sendAndWait(new GenericCommandMessage<>(
                new RetireSecret(clientId, secretId, RetiredReason.ROTATED),
                provenance().toMetaData()));
        SagaLifecycle.end();
    }

    @EndSaga
    @SagaEventHandler(associationProperty = "secretId")
    void on(SecretRetired event, DeadlineManager deadlines) {
        deadlines.cancelSchedule(GRACE_OVER, deadline);
    }

    @EndSaga
    @SagaEventHandler(associationProperty = "clientId")
    void on(ClientDeleted event, DeadlineManager deadlines) {
        deadlines.cancelSchedule(GRACE_OVER, deadline);
    }

    private Provenance provenance() {
        return new Provenance("process:notifier", "saga", null, null, null, tenant, null);
    }
}
