package org.rekey.eventstore.testing;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** One PostgreSQL server per JVM, as durable as in production, and in it a new empty database per call. */
public final class EmbeddedDatabase {

    public static final String TIME_ZONE = "Asia/Kathmandu";

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private EmbeddedDatabase() {}

    /** The server, for tests that create roles or look at sessions. */
    public static EmbeddedPostgres server() {
        return Server.INSTANCE;
    }

    /** A pool of connections to a new empty database. */
    public static DataSource fresh() {
        return pool(freshUrl(), "postgres", "postgres");
    }

    /** What makes Spring Boot use a new empty database. */
    public static Map<String, Object> freshProperties() {
        return properties(freshUrl(), "postgres", "postgres");
    }

    public static Map<String, Object> properties(String url, String username, String password) {
        return Map.of(
                "spring.datasource.url", url,
                "spring.datasource.username", username,
                "spring.datasource.password", password,
                "spring.datasource.hikari.connection-init-sql", "set time zone '" + TIME_ZONE + "'");
    }

    public static String freshUrl() {
        String name = "test_" + DATABASES.incrementAndGet();
        execute("create database " + name);
        return server().getJdbcUrl("postgres", name);
    }

    public static DataSource pool(String url, String username, String password) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(url);
        pool.setUsername(username);
        pool.setPassword(password);
        pool.setMaximumPoolSize(10);
        pool.setMinimumIdle(0);
        pool.setConnectionInitSql("set time zone '" + TIME_ZONE + "'");
        return pool;
    }

    /** Runs a statement as the server's superuser. */
    public static void execute(String sql) {
        try (Connection connection = server().getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Server {

        static final EmbeddedPostgres INSTANCE = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "on")
                        .setServerConfig("full_page_writes", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .setServerConfig("max_connections", "300")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
