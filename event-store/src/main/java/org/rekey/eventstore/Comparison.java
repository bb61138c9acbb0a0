package org.rekey.eventstore;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.rekey.eventstore.Replays.Difference;
import org.springframework.jdbc.core.JdbcTemplate;

/** Row for row, all tables of the live schema against all of the rebuilt one. */
final class Comparison {

    private static final int SAMPLE = 10;

    private final JdbcTemplate jdbc;
    private final List<String> rows = new ArrayList<>();
    private long count;

    Comparison(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    Difference of(ProjectionSchema schema) {
        List<String> live = schema.tables(schema.live());
        List<String> rebuilt = schema.tables(schema.rebuild());
        TreeSet<String> all = new TreeSet<>(live);
        all.addAll(rebuilt);
        for (String table : all) {
            if (!live.contains(table) || !rebuilt.contains(table)) {
                add(table, "there is no such table " + (live.contains(table) ? "when rebuilt" : "live"));
            } else {
                onlyIn("live", table, schema.live(), schema.rebuild());
                onlyIn("rebuilt", table, schema.rebuild(), schema.live());
            }
        }
        return new Difference(count, List.copyOf(rows));
    }

    private void onlyIn(String side, String table, String here, String there) {
        String difference = "select t::text from %s.\"%s\" t except all select t::text from %s.\"%s\" t"
                .formatted(here, table, there, table);
        Long found = jdbc.queryForObject("select count(*) from (" + difference + ") d", Long.class);
        if (found != null && found > 0) {
            count += found;
            jdbc.queryForList(difference + " limit " + SAMPLE, String.class)
                    .forEach(row -> rows.add(table + ": only " + side + ": " + row));
        }
    }

    private void add(String table, String what) {
        count++;
        rows.add(table + ": " + what);
    }
}
