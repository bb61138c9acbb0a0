package org.rekey.eventstore;

import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** Down while anybody who works in the background has ended, or has been silent for too long. */
final class WorkersHealth extends AbstractHealthIndicator {

    private static final Logger log = LoggerFactory.getLogger(WorkersHealth.class);

    private final Workers workers;
    private Map<String, String> known = Map.of();

    WorkersHealth(Workers workers) {
        this.workers = workers;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        Map<String, String> troubles = workers.troubles();
        tell(troubles);
        health.status(troubles.isEmpty() ? "UP" : "DOWN").withDetail("silent", troubles);
    }

    /** Once, and not at each question: only the log says who it is. */
    private synchronized void tell(Map<String, String> troubles) {
        troubles.forEach((name, trouble) -> {
            if (!known.containsKey(name)) {
                log.error("Not ready: {} {}", name, trouble);
            }
        });
        known.keySet().stream()
                .filter(name -> !troubles.containsKey(name))
                .forEach(name -> log.info("{} is back", name));
        known = Map.copyOf(troubles);
    }
}
