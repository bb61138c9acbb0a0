package org.rekey.eventstore;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

/** The row of one copy in {@code eventstore.lease}. */
final class LeaseTable {

    private final NodeSession session;
    /** Not the node id: a process that is started again does not answer for the one before it. */
    private final String copy;

    LeaseTable(NodeSession session, String copy) {
        this.session = session;
        this.copy = copy;
    }

    String copy() {
        return copy;
    }

    /**
     * Kept through a crash of the server: who waits for it must not find it shorter than its holder believes.
     *
     * @return false if another process has the claim on the projection
     */
    boolean extend(String projection, long position, Duration term) {
        return update(
                        "insert into eventstore.lease select ?, ?, clock_timestamp() + make_interval(secs => ?)"
                                + " from eventstore.token_entry where processor_name = ? and segment = 0 and owner = ?"
                                + " on conflict (copy) do update set position = excluded.position, valid_until = excluded.valid_until",
                        copy,
                        position,
                        term.toMillis() / 1000.0,
                        projection,
                        session.node())
                > 0;
    }

    /** Without waiting for the disk: a position that is lost in a crash makes others wait longer, and nothing worse. */
    boolean publish(long position) {
        return update(
                        "with relaxed as materialized (select set_config('synchronous_commit', 'off', true))"
                                + " update eventstore.lease set position = ? from relaxed where copy = ?",
                        position,
                        copy)
                > 0;
    }

    /** Its own row, and those of copies that ended long ago without removing theirs. */
    void remove() {
        update(
                "delete from eventstore.lease where copy = ? or valid_until < clock_timestamp() - interval '1 hour'",
                copy);
    }

    /** The head of the log, once no other copy may answer any more; until then a position that is never reached. */
    long headIfAlone() {
        return session.call(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    "select coalesce(max(global_index), 0) from eventstore.event having not exists"
                            + " (select 1 from eventstore.lease where copy <> ? and valid_until > clock_timestamp())")) {
                bind(statement, copy);
                try (ResultSet result = statement.executeQuery()) {
                    return result.next() ? result.getLong(1) : Long.MAX_VALUE;
                }
            }
        });
    }

    private int update(String sql, Object... values) {
        return session.call(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                bind(statement, values);
                return statement.executeUpdate();
            }
        });
    }

    private static void bind(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }
}
