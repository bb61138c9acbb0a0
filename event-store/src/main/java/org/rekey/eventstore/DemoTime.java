package org.rekey.eventstore;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The time of the system, moved ahead as far as somebody has moved it to try things out: not at all where that is not
 * allowed. How far is the same for all processes on a database, and never gets less.
 */
public final class DemoTime implements InstantSource {

    private final InstantSource system;
    private final JdbcClient jdbc;
    private volatile Duration offset = Duration.ZERO;

    DemoTime(InstantSource system, JdbcClient jdbc) {
        this.system = system;
        this.jdbc = jdbc;
    }

    @Override
    public Instant instant() {
        return system.instant().plus(offset);
    }

    public Duration offset() {
        return offset;
    }

    /** Moves it for everybody: here at once, in other processes within a second. */
    public void advance(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("time goes forward");
        }
        moved(jdbc.sql("update eventstore.clock set moved_millis = moved_millis + ? returning moved_millis")
                .param(by.toMillis())
                .query(Long.class)
                .single());
    }

    /** Takes over what another process has done. */
    void follow() {
        moved(stored());
    }

    /** @throws UnfitDatabaseException in an installation whose time was moved: without it everything would go back */
    void refuseIfMoved() {
        if (stored() > 0) {
            throw new UnfitDatabaseException("the time of this installation has been moved ahead by "
                    + Duration.ofMillis(stored()) + " to try things out, and must not go back: start it with"
                    + " rekey.demo.clock=true, or on another database");
        }
    }

    private long stored() {
        return jdbc.sql("select moved_millis from eventstore.clock")
                .query(Long.class)
                .single();
    }

    private synchronized void moved(long millis) {
        Duration stored = Duration.ofMillis(millis);
        if (stored.compareTo(offset) > 0) {
            offset = stored;
        }
    }
}
