package org.rekey.eventstore;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** Down while the log was put back to an earlier state and nobody has confirmed it. */
final class LogHealth extends AbstractHealthIndicator {

    private final LogContinuity continuity;

    LogHealth(LogContinuity continuity) {
        this.continuity = continuity;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        continuity.advice().ifPresentOrElse(advice -> health.down().withDetail("putBack", advice), health::up);
    }
}
