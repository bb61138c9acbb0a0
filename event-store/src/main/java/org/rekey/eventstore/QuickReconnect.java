package org.rekey.eventstore;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.DriverDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Has connections again a moment after the database is back. The pool itself waits twice as long after each attempt that fails,
 * up to five seconds, and everybody with it; so an attempt goes on for as long as a caller would wait.
 */
final class QuickReconnect implements BeanPostProcessor {

    private static final long AGAIN_AFTER = TimeUnit.MILLISECONDS.toNanos(50);

    @Override
    public Object postProcessBeforeInitialization(Object bean, String name) {
        if (bean instanceof HikariDataSource pool && pool.getDataSource() == null && pool.getJdbcUrl() != null) {
            pool.setDataSource(new Persistent(driver(pool), Duration.ofMillis(pool.getConnectionTimeout())));
        }
        return bean;
    }

    private static DataSource driver(HikariDataSource pool) {
        return new DriverDataSource(
                pool.getJdbcUrl(),
                pool.getDriverClassName(),
                pool.getDataSourceProperties(),
                pool.getUsername(),
                pool.getPassword());
    }

    /** Tries again and again while the server refuses, because it is not there or just starting. */
    private static final class Persistent extends DelegatingDataSource {

        private final Duration patience;

        Persistent(DataSource driver, Duration patience) {
            super(driver);
            this.patience = patience;
        }

        @Override
        public Connection getConnection(String username, String password) throws SQLException {
            return opened(() -> super.getConnection(username, password));
        }

        @Override
        public Connection getConnection() throws SQLException {
            return opened(super::getConnection);
        }

        private Connection opened(Attempt attempt) throws SQLException {
            long deadline = System.nanoTime() + patience.toNanos();
            while (true) {
                try {
                    return attempt.open();
                } catch (SQLException e) {
                    if (!Outage.isCauseOf(e) || System.nanoTime() + AGAIN_AFTER - deadline > 0) {
                        throw e;
                    }
                    LockSupport.parkNanos(AGAIN_AFTER);
                    if (Thread.currentThread().isInterrupted()) {
                        throw e;
                    }
                }
            }
        }
    }

    @FunctionalInterface
    private interface Attempt {
        Connection open() throws SQLException;
    }
}
