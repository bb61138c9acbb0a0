package org.rekey.eventstore;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How long the log is. */
public class LogHead {

    private final JdbcClient jdbc;
    private final AtomicLong lastAppendedHere = new AtomicLong();

    LogHead(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The position of the last event in the database; 0 when there is none. */
    public long committed() {
        return jdbc.sql("select coalesce(max(global_index), 0) from eventstore.event")
                .query(Long.class)
                .single();
    }

    /** When the last event of the log happened, by the clock of who wrote it. */
    Optional<Instant> lastEventAt() {
        return jdbc.sql("select time_stamp from eventstore.event order by global_index desc limit 1")
                .query((row, index) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .optional();
    }

    /** The last position that this process has appended and committed; 0 if none. */
    public long lastAppendedHere() {
        return lastAppendedHere.get();
    }

    void appendedHere(long position) {
        lastAppendedHere.accumulateAndGet(position, Math::max);
    }
}
