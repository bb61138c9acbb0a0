package org.rekey.notifier;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Deletes what was sent long ago: that it was is in the log. */
@Component
class Retention extends Rounds {

    private static final Duration EVERY = Duration.ofMinutes(10);
    private static final int AT_ONCE = 1_000;

    private final JdbcClient jdbc;
    private final Duration keep;
    private final Clock clock;

    Retention(JdbcClient jdbc, NotifierTables tables, NotifierProperties properties, Clock clock) {
        super("retention", 1, EVERY);
        this.jdbc = jdbc;
        this.keep = properties.keep();
        this.clock = clock;
    }

    @Override
    protected void round() {
        Instant before = clock.instant().minus(keep);
        forget("notifier.reminder", "done_at", before);
        forget("notifier.webhook_delivery", "done_at", before);
        forget("notifier.mail", "sent_at", before);
    }

    private void forget(String table, String column, Instant before) {
        String sql = "delete from " + table + " where id in (select id from " + table + " where " + column
                + " < :before order by " + column + " limit :most for update skip locked)";
        int deleted;
        do {
            deleted = jdbc.sql(sql)
                    .param("before", before.atOffset(ZoneOffset.UTC))
                    .param("most", AT_ONCE)
                    .update();
        } while (deleted == AT_ONCE && isRunning());
    }
}
