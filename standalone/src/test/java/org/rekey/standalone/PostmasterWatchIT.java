package org.rekey.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** B07: the embedded server is started again whenever it has ended. */
class PostmasterWatchIT {

    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    static Path directory;

    private final CountDownLatch lost = new CountDownLatch(1);
    private DataDirectory data;
    private LocalPostgres postgres;

    @BeforeEach
    void start() throws Exception {
        data = DataDirectory.open(directory);
        postgres = LocalPostgres.start(data, lost::countDown);
        execute("create schema if not exists rekey");
        execute("create table if not exists written (number int)");
    }

    @AfterEach
    void close() {
        postgres.close();
        data.close();
    }

    @Test
    void B07_a_killed_server_is_started_again_on_its_port_each_time() {
        for (int crash = 0; crash < 3; crash++) {
            int number = crash;
            assertThat(postmaster().destroyForcibly()).isTrue();
            await().atMost(SOON).until(() -> isWritten(number));
        }
        assertThat(lost.getCount()).isOne();
    }

    @Test
    void B07_processes_of_the_killed_server_that_go_on_do_not_keep_it_from_being_started() throws Exception {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            // It looks at nothing but its loop.
            Thread busy = new Thread(() -> {
                try {
                    statement.execute("select count(*) from generate_series(1, 2000000000)");
                } catch (SQLException ended) {
                    // As expected.
                }
            });
            busy.setDaemon(true);
            busy.start();
            await().atMost(SOON).until(() -> isBusy());
            postmaster().destroyForcibly();
            await().atMost(SOON).until(() -> isWritten(1));
        }
    }

    @Test
    void B07_a_port_that_somebody_has_taken_is_waited_for() throws Exception {
        int port = URI.create(postgres.url().substring("jdbc:".length())).getPort();
        ProcessHandle killed = postmaster();
        killed.destroyForcibly();
        try (ServerSocket taken = taking(port)) {
            assertThat(taken.isBound()).isTrue();
            await().atMost(SOON).until(() -> Files.readString(directory.resolve("postgres.log"))
                    .contains("Address already in use"));
        }
        await().atMost(SOON).until(() -> isWritten(1));
    }

    @Test
    void B07_a_server_that_is_just_being_started_is_stopped_at_the_end() {
        ProcessHandle killed = postmaster();
        killed.destroyForcibly();
        postgres.close();
        assertThat(ProcessHandle.allProcesses().filter(process -> process.info()
                        .command()
                        .filter(command -> command.startsWith(directory.toString()))
                        .isPresent()))
                .isEmpty();
    }

    @Tag("faults")
    @Test
    void B07_when_it_cannot_be_started_any_more_the_process_is_told_to_end() throws Exception {
        Files.delete(directory.resolve("postgres/global/pg_control"));
        postmaster().destroyForcibly();
        assertThat(lost.await(90, TimeUnit.SECONDS)).isTrue();
    }

    private static ServerSocket taking(int port) {
        return await().atMost(SOON)
                .pollInterval(Duration.ofMillis(1))
                .ignoreExceptions()
                .until(() -> new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1")), ServerSocket::isBound);
    }

    private boolean isBusy() throws SQLException {
        try (var connection = connect();
                var row = connection
                        .createStatement()
                        .executeQuery("select count(*) from pg_stat_activity where query like '%generate_series(1, 2%'"
                                + " and pid <> pg_backend_pid()")) {
            row.next();
            return row.getInt(1) > 0;
        }
    }

    private boolean isWritten(int number) {
        try {
            execute("insert into written values (" + number + ")");
            return true;
        } catch (SQLException notYet) {
            return false;
        }
    }

    private void execute(String sql) throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                postgres.url(), LocalPostgres.APPLICATION, postgres.password(LocalPostgres.APPLICATION));
    }

    private ProcessHandle postmaster() {
        try {
            String pid = Files.readAllLines(directory.resolve("postgres/postmaster.pid"))
                    .get(0);
            return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
