package org.rekey.eventstore;

import java.security.SecureRandom;
import org.axonframework.spring.config.SpringAxonConfiguration;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.log.ConfirmRestore;
import org.rekey.domain.secret.Base62;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Confirms, as the operator has said at the start, that the database was restored: a new generation of the log begins, in
 * which no token and no session from before counts. The same text confirms once.
 */
final class RestoreConfirmation implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(RestoreConfirmation.class);
    private static final Provenance OPERATOR = Provenance.process("operator");
    private static final int ID_LENGTH = 12;

    /** As soon as commands are handled, and before anybody else sends one. */
    private static final int PHASE = SpringAxonConfiguration.LIFECYCLE_PHASE + 1;

    private final LogContinuity continuity;
    private final Commits commits;
    private final @Nullable String label;
    private final SecureRandom random;
    private volatile boolean running;

    RestoreConfirmation(LogContinuity continuity, Commits commits, @Nullable String label, SecureRandom random) {
        this.continuity = continuity;
        this.commits = commits;
        this.label = label == null || label.isBlank() ? null : label.strip();
        this.random = random;
    }

    @Override
    public void start() {
        if (label != null) {
            confirm(label);
        }
        running = true;
    }

    private void confirm(String label) {
        if (continuity.isConfirmedElsewhere(label)) {
            continuity.confirmed();
        } else if (!continuity.knowsLabel(label)) {
            append(label);
        } else if (!continuity.isWhole()) {
            log.error("rekey.restored={} was given for an earlier restore: confirm this one with a new text", label);
        }
    }

    private void append(String label) {
        ConfirmRestore command = new ConfirmRestore(Base62.random(random, ID_LENGTH), label);
        try {
            commits.dispatch(OPERATOR, command);
        } catch (ConflictException e) {
            // Another process has confirmed at the same moment: then it is done.
            commits.dispatch(OPERATOR, command);
        }
        continuity.confirmed();
        log.warn(
                "The restore '{}' is confirmed. Tokens and sessions from before are not accepted. Secrets, keys and passwords"
                        + " are as they were when the backup was made, also those that were retired since: rotate what"
                        + " GET /api/v1/clients?restored=true lists. See docs/restoring.md",
                label);
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
