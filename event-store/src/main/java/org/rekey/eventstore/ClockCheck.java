package org.rekey.eventstore;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Down while the time of this process is not that of the database, or while the log ends in what is the future here. */
final class ClockCheck extends DatabaseHealth {

    private static final Logger log = LoggerFactory.getLogger(ClockCheck.class);

    private final Clock clock;
    private final DemoTime demo;
    private final JdbcClient jdbc;
    private final LogHead head;
    private final Duration maxSkew;

    ClockCheck(Clock clock, DemoTime demo, JdbcClient jdbc, LogHead head, Duration maxSkew) {
        this.clock = clock;
        this.demo = demo;
        this.jdbc = jdbc;
        this.head = head;
        this.maxSkew = maxSkew;
    }

    /**
     * @param here how far this process is ahead of the database; negative when it is behind
     * @param log how far the last event is ahead of this process; zero as a rule
     */
    private record Skew(Duration here, Duration log) {}

    /** The time that the question takes is not held against anybody. */
    private Skew skew() {
        Optional<Instant> lastEvent = head.lastEventAt();
        Instant before = clock.instant();
        Instant database = databaseTime().plus(demo.offset());
        Instant after = clock.instant();
        return new Skew(
                database.isBefore(before)
                        ? beyond(database, before)
                        : beyond(after, database).negated(),
                beyond(after, lastEvent.orElse(after)));
    }

    private Instant databaseTime() {
        return jdbc.sql("select clock_timestamp()")
                .query((row, index) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .single();
    }

    private static Duration beyond(Instant limit, Instant instant) {
        return instant.isAfter(limit) ? Duration.between(limit, instant) : Duration.ZERO;
    }

    private boolean isFine(Skew skew) {
        return skew.here().abs().compareTo(maxSkew) <= 0 && skew.log().compareTo(maxSkew) <= 0;
    }

    @Override
    void check(Health.Builder health) {
        Skew skew = skew();
        health.status(isFine(skew) ? "UP" : "DOWN")
                .withDetail("aheadOfDatabase", skew.here().toString())
                .withDetail("logAhead", skew.log().toString())
                .withDetail("maxSkew", maxSkew.toString());
    }

    void warn() {
        Skew skew = skew();
        if (!isFine(skew)) {
            log.error(
                    "Not ready: the time here is ahead of the database's by {}, and the last event ahead of the time here by {};"
                            + " no more than {} is allowed, either way (rekey.clock.max-skew). Are the clocks of all machines right?",
                    skew.here(),
                    skew.log(),
                    maxSkew);
        }
    }
}
