package org.rekey.eventstore;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.rekey.domain.log.EventLog;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Asks the database which log it is, which generations it has had, and what stands where in it. */
final class LogLineage {

    private final JdbcClient jdbc;

    LogLineage(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    String identity() {
        return jdbc.sql("select id from eventstore.identity")
                .query(String.class)
                .single();
    }

    /** The first one is named after the log itself. */
    List<Generation> generations() {
        List<Generation> all = new ArrayList<>();
        all.add(new Generation(identity(), null, Instant.EPOCH));
        all.addAll(jdbc.sql("select payload::jsonb ->> 'generation', payload::jsonb ->> 'label', time_stamp"
                        + " from eventstore.event where aggregate_identifier = ? order by sequence_number")
                .param(EventLog.STREAM)
                .query((row, index) -> new Generation(
                        row.getString(1),
                        row.getString(2),
                        row.getObject(3, OffsetDateTime.class).toInstant()))
                .list());
        return List.copyOf(all);
    }

    /** The last event of the log. */
    LogPoint end(String generation) {
        return jdbc.sql(
                        "select global_index, event_identifier from eventstore.event order by global_index desc limit 1")
                .query((row, index) -> LogPoint.of(generation, row.getLong(1), row.getString(2)))
                .optional()
                .orElseGet(() -> LogPoint.of(generation, 0, ""));
    }

    /** Whether this is part of the log, as far as the log has come. */
    boolean contains(LogPoint point) {
        return point.position() == 0
                || eventAt(point.position()).filter(point::isNamed).isPresent();
    }

    private Optional<String> eventAt(long position) {
        return jdbc.sql("select event_identifier from eventstore.event where global_index = ?")
                .param(position)
                .query(String.class)
                .optional();
    }
}
