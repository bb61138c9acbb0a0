package org.rekey.eventstore;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;

/** One replay of a projection at a time, over all processes: a lock that PostgreSQL drops with the connection. */
final class ReplayLock implements AutoCloseable {

    private final Connection connection;
    private final String name;

    private ReplayLock(Connection connection, String name) {
        this.connection = connection;
        this.name = name;
    }

    /** @throws AlreadyRunning if somebody has it */
    static ReplayLock take(DataSource dataSource, String name) {
        return obtain(dataSource, name, "select pg_try_advisory_lock(hashtextextended(?, 2))");
    }

    /** Waits while somebody has it. */
    static ReplayLock await(DataSource dataSource, String name) {
        return obtain(NetworkTimeout.none(dataSource), name, "select 1 from pg_advisory_lock(hashtextextended(?, 2))");
    }

    private static ReplayLock obtain(DataSource dataSource, String name, String sql) {
        try {
            Connection connection = dataSource.getConnection();
            ReplayLock lock = new ReplayLock(connection, name);
            boolean taken = false;
            try {
                taken = lock.call(sql);
            } finally {
                if (!taken) {
                    connection.close();
                }
            }
            if (!taken) {
                throw new AlreadyRunning(name);
            }
            return lock;
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("cannot lock the replay of " + name, e);
        }
    }

    @Override
    public void close() {
        try (connection) {
            call("select pg_advisory_unlock(hashtextextended(?, 2))");
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("cannot unlock the replay of " + name, e);
        }
    }

    private boolean call(String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, name);
            try (ResultSet result = statement.executeQuery()) {
                return result.next() && result.getBoolean(1);
            }
        }
    }
}
