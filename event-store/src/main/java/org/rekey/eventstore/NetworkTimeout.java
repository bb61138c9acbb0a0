package org.rekey.eventstore;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * How long the network may be silent while an answer of the database is awaited. The connections of requests have a short time,
 * which is a setting of the pool. What may take longer says so here; the pool sets its own again when it gets a connection back.
 */
public final class NetworkTimeout {

    private NetworkTimeout() {}

    /** The same connections, on which statements may take as long as they like: for migrations. */
    public static DataSource none(DataSource dataSource) {
        return new DelegatingDataSource(dataSource) {
            @Override
            public Connection getConnection() throws SQLException {
                Connection connection = super.getConnection();
                set(connection, Duration.ZERO);
                return connection;
            }
        };
    }

    /** None for the rest of the transaction that is going on. */
    static void noneInTransaction(JdbcOperations jdbc) {
        inTransaction(jdbc, connection -> set(connection, Duration.ZERO));
    }

    /** Twice as long as for requests: for readers of the log, who have to get through whatever stands there. */
    static void ofReaderInTransaction(JdbcOperations jdbc) {
        inTransaction(jdbc, connection -> set(connection, Duration.ofMillis(2L * connection.getNetworkTimeout())));
    }

    private static void inTransaction(JdbcOperations jdbc, Setting setting) {
        jdbc.execute((ConnectionCallback<Boolean>) connection -> {
            setting.on(connection);
            return true;
        });
    }

    @FunctionalInterface
    private interface Setting {
        void on(Connection connection) throws SQLException;
    }

    static void set(Connection connection, Duration timeout) throws SQLException {
        connection.setNetworkTimeout(Runnable::run, Math.toIntExact(timeout.toMillis()));
    }
}
