package org.rekey.token.view;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

/** Down while this process answers no token request: another copy serves, or the database is away. */
@Component("rekeyTokenViewHealthIndicator")
class ViewHealth extends AbstractHealthIndicator {

    private final ViewWatch view;

    ViewHealth(ViewWatch view) {
        this.view = view;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        String reason = view.whyUnavailable();
        if (reason == null) {
            health.up();
        } else {
            health.down().withDetail("reason", reason);
        }
    }
}
