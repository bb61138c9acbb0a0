package org.rekey.eventstore;

import java.util.List;
import java.util.Map;
import org.springframework.boot.health.contributor.Health;

/** Down while a reader of the log is stopped, has nobody to run it, or is too far behind. */
final class ProjectionsHealth extends DatabaseHealth {

    private final Replays replays;
    private final ProjectionErrors errors;
    private final long mostLag;

    ProjectionsHealth(Replays replays, ProjectionErrors errors, long mostLag) {
        this.replays = replays;
        this.errors = errors;
        this.mostLag = mostLag;
    }

    @Override
    void check(Health.Builder health) {
        Map<String, String> stopped = errors.all();
        List<Replays.Status> all = replays.all();
        long running = all.stream().filter(Replays.Status::running).count();
        long lag = all.stream().mapToLong(Replays.Status::lag).max().orElse(0);
        health.status(stopped.isEmpty() && running == all.size() && lag <= mostLag ? "UP" : "DOWN")
                .withDetail("projections", all.size())
                .withDetail("running", running)
                .withDetail("lag", lag)
                .withDetail("stopped", stopped);
    }
}
