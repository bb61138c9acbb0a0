package org.rekey.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rekey.eventstore.testing.CuttableDatabase;
import org.rekey.eventstore.testing.EmbeddedDatabase;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** B23: nobody waits for a network that says nothing any more, but those who may have to wait long for an answer. */
class SilentNetworkIT {

    private static final Duration SOON = Duration.ofSeconds(8);
    private static final String SOCKET = "spring.datasource.hikari.data-source-properties.socketTimeout";

    private final CuttableDatabase database = new CuttableDatabase();

    @AfterEach
    void close() throws IOException {
        database.close();
    }

    @Test
    void B23_a_read_ends_in_an_error_and_the_pool_recovers() {
        Map<String, Object> properties = new HashMap<>(database.properties());
        properties.put(SOCKET, "1");
        try (TestApplication application = TestApplication.start(properties)) {
            application.create("counter:1");
            database.silence();
            long asked = System.nanoTime();
            assertThatThrownBy(() -> application.jdbc().sql("select 1").query().singleValue())
                    .satisfies(e -> assertThat(Outage.isCauseOf(e)).isTrue());
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(SOON);
            Thread watch = WorkersIT.thread("log-watch");
            await().atMost(SOON).until(() -> !isListening(watch));
            database.mend();
            long position =
                    await().atMost(SOON).ignoreExceptions().until(() -> application.create("counter:2"), at -> at > 0);
            assertThat(application.seen(position)).isTrue();
        }
    }

    @Test
    void B23_what_may_take_long_outlives_the_time_of_requests() throws Exception {
        Map<String, Object> properties = new HashMap<>(EmbeddedDatabase.freshProperties());
        properties.put(SOCKET, "1");
        try (TestApplication application = TestApplication.start(properties)) {
            DataSource pool = application.bean(DataSource.class);
            sleep(NetworkTimeout.none(pool));
            application.bean(TransactionTemplate.class).executeWithoutResult(status -> {
                var jdbc = new JdbcTemplate(pool);
                NetworkTimeout.noneInTransaction(jdbc);
                jdbc.execute("select pg_sleep(1.5)");
            });
            assertThatThrownBy(() -> sleep(pool)).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void B23_every_service_has_times_unless_it_says_otherwise() throws Exception {
        Map<String, Object> properties = new HashMap<>(EmbeddedDatabase.freshProperties());
        try (TestApplication application = TestApplication.start(properties);
                var connection = application.bean(DataSource.class).getConnection()) {
            assertThat(connection.getNetworkTimeout()).isEqualTo(10_000);
            var pool = application.bean(HikariDataSource.class);
            assertThat(pool.getConnectionTimeout()).isEqualTo(3_000);
            assertThat(pool.getMaximumPoolSize()).isEqualTo(20);
            assertThat(pool.getDataSourceProperties())
                    .containsEntry("connectTimeout", "3")
                    .containsEntry("tcpKeepAlive", "true")
                    .containsEntry("targetServerType", "primary");
        }
    }

    /** And not on its way to a new connection. */
    private static boolean isListening(Thread watch) {
        return Stream.of(watch.getStackTrace())
                .noneMatch(frame -> frame.getClassName().startsWith("com.zaxxer.hikari.HikariDataSource")
                        || frame.getMethodName().equals("rest"));
    }

    private static void sleep(DataSource dataSource) throws SQLException {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("select pg_sleep(1.5)");
        }
    }
}
