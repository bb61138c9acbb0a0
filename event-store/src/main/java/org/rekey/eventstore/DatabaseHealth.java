package org.rekey.eventstore;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** One that asks the database: that it cannot be asked is no news to anybody who asks for health again and again. */
abstract class DatabaseHealth extends AbstractHealthIndicator {

    @Override
    protected final void doHealthCheck(Health.Builder health) {
        try {
            check(health);
        } catch (RuntimeException e) {
            if (!Outage.isCauseOf(e)) {
                throw e;
            }
            OutageLog.noticed("readiness", e);
            health.down().withDetail("database", "out of reach");
        }
    }

    abstract void check(Health.Builder health);
}
