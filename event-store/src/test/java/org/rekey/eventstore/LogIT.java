package org.rekey.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.rekey.eventstore.testing.EmbeddedDatabase;
import org.springframework.jdbc.core.simple.JdbcClient;

class LogIT {

    private final DataSource dataSource = EmbeddedDatabase.fresh();
    private final JdbcClient jdbc = JdbcClient.create(dataSource);
    private final ExecutorService threads = Executors.newFixedThreadPool(8);

    @BeforeEach
    void migrate() {
        new LogMigrations(dataSource, null, null).run();
    }

    @AfterEach
    void close() throws Exception {
        threads.shutdownNow();
        ((AutoCloseable) dataSource).close();
    }

    @Test
    void positions_have_no_gaps_whoever_writes_and_however_many_roll_back() throws Exception {
        List<Callable<Void>> writers = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            boolean rollBack = i % 2 == 0;
            String stream = "counter:" + i;
            writers.add(() -> {
                try (Connection connection = transaction()) {
                    append(connection, stream, 0);
                    append(connection, stream, 1);
                    end(connection, rollBack);
                }
                return null;
            });
        }
        for (Future<Void> writer : threads.invokeAll(writers)) {
            writer.get();
        }

        assertThat(positions())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 400).boxed().toList());
    }

    @Test
    void nobody_commits_behind_a_position_that_a_reader_has_seen() throws Exception {
        try (Connection slow = transaction()) {
            append(slow, "counter:slow", 0);
            Future<?> fast = threads.submit(() -> {
                try (Connection connection = transaction()) {
                    append(connection, "counter:fast", 0);
                    connection.commit();
                }
                return null;
            });

            assertThatThrownBy(() -> fast.get(200, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            assertThat(positions()).isEmpty();
            slow.commit();
            fast.get();
        }
        assertThat(jdbc.sql("select aggregate_identifier from eventstore.event order by global_index")
                        .query(String.class)
                        .list())
                .containsExactly("counter:slow", "counter:fast");
    }

    @Test
    void a_writer_that_falls_asleep_is_cut_off_and_the_others_go_on() throws Exception {
        try (Connection asleep = transaction();
                Connection awake = transaction()) {
            asleep.createStatement().execute("set rekey.sleep = '200ms'");
            append(asleep, "counter:asleep", 0);

            append(awake, "counter:awake", 0);
            awake.commit();

            assertThatThrownBy(asleep::commit).isInstanceOf(SQLException.class);
        }
        assertThat(positions()).containsExactly(1L);
    }

    @Test
    void a_writer_does_not_wait_for_ever() throws Exception {
        try (Connection slow = transaction();
                Connection waiting = transaction()) {
            append(slow, "counter:slow", 0);
            waiting.createStatement().execute("set rekey.wait = '100ms'");

            assertThatThrownBy(() -> append(waiting, "counter:waiting", 0)).hasMessageContaining("lock timeout");
        }
    }

    @Test
    void the_log_takes_no_update_no_delete_and_no_truncate() throws Exception {
        try (Connection connection = transaction()) {
            append(connection, "counter:1", 0);
            connection.commit();
        }
        for (String change : List.of(
                "update eventstore.event set payload = '{}'",
                "delete from eventstore.event",
                "truncate eventstore.event",
                "truncate eventstore.event cascade")) {
            assertThatThrownBy(() -> jdbc.sql(change).update()).hasMessageContaining("append-only");
        }
        assertThat(positions()).containsExactly(1L);
    }

    @Test
    void each_append_is_announced_when_it_is_committed() throws Exception {
        try (Connection listening = dataSource.getConnection();
                Connection writing = transaction()) {
            listening.createStatement().execute("listen rekey_log");
            append(writing, "counter:1", 0);
            assertThat(listening.unwrap(PGConnection.class).getNotifications(50))
                    .isEmpty();
            writing.commit();

            assertThat(listening.unwrap(PGConnection.class).getNotifications(5_000))
                    .singleElement()
                    .satisfies(n -> assertThat(n.getParameter()).isEqualTo("1"));
        }
    }

    private static void end(Connection connection, boolean rollBack) throws SQLException {
        if (rollBack) {
            connection.rollback();
        } else {
            connection.commit();
        }
    }

    private Connection transaction() throws SQLException {
        Connection connection = dataSource.getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    private static void append(Connection connection, String stream, long sequence) throws SQLException {
        try (var statement = connection.prepareStatement("insert into eventstore.event (event_identifier,"
                + " aggregate_identifier, sequence_number, type, time_stamp, payload_type, payload_revision, payload,"
                + " meta_data) values (?, ?, ?, 'counter', now(), 'counter.counted', '1', '{}', '{}')")) {
            statement.setString(1, UUID.randomUUID().toString());
            statement.setString(2, stream);
            statement.setLong(3, sequence);
            statement.execute();
        }
    }

    private List<Long> positions() {
        return jdbc.sql("select global_index from eventstore.event order by 1")
                .query(Long.class)
                .list();
    }
}
