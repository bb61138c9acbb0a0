package org.rekey.eventstore;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;

/** Asks the server, through the application's own connections, whether what it acknowledges is on disk. */
final class DatabaseCheck {

    private static final int OLDEST = 150000;
    private static final Set<String> ON_DISK_AT_COMMIT = Set.of("on", "remote_apply", "remote_write", "local");

    private final DataSource dataSource;

    DatabaseCheck(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** @throws UnfitDatabaseException with the reason */
    void run() {
        try (Connection connection = dataSource.getConnection()) {
            settings(connection);
            sessions(connection);
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("cannot ask the database for its settings", e);
        }
    }

    private static void settings(Connection connection) throws SQLException {
        refuseIf(
                Integer.parseInt(ask(connection, "show server_version_num")) < OLDEST,
                "PostgreSQL 15 or newer is needed");
        refuseIf(
                ask(connection, "select pg_is_in_recovery()").equals("t"),
                "this is a replica (pg_is_in_recovery): the log is written on the primary");
        refuseIf(ask(connection, "show fsync").equals("off"), "fsync is off: a crash of the server would lose the log");
        refuseIf(
                ask(connection, "show full_page_writes").equals("off"),
                "full_page_writes is off: a crash of the server could corrupt the log");
        String synchronous = ask(connection, "show synchronous_commit");
        refuseIf(
                !ON_DISK_AT_COMMIT.contains(synchronous),
                "synchronous_commit is " + synchronous + ": a crash would lose what has been acknowledged");
    }

    /**
     * Advisory locks, LISTEN and prepared statements belong to a session. A pooler in transaction mode gives each
     * transaction the session that is free: while one is in use, the next gets another, or the two share one.
     */
    private void sessions(Connection first) throws SQLException {
        String before = ask(first, "select pg_backend_pid()");
        try (Connection second = dataSource.getConnection()) {
            second.setAutoCommit(false);
            String other = ask(second, "select pg_backend_pid()");
            String after = ask(first, "select pg_backend_pid()");
            second.rollback();
            second.setAutoCommit(true);
            refuseIf(
                    before.equals(other) || !before.equals(after),
                    "a connection pooler in transaction mode stands before the database: sessions are needed");
        }
    }

    private static String ask(Connection connection, String question) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(question)) {
            answer.next();
            return answer.getString(1);
        }
    }

    private static void refuseIf(boolean unfit, String reason) {
        if (unfit) {
            throw new UnfitDatabaseException("Rekey does not start on this database: " + reason);
        }
    }
}
