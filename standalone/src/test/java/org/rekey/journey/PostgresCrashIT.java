package org.rekey.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rekey.journey.RekeyHttp.Credentials;

/** B07, B10: what a server that crashes, or whose disk is full, does to those who write and to those who ask for tokens. */
class PostgresCrashIT {

    private static final Duration MENDED = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    private final AtomicInteger written = new AtomicInteger();

    @Test
    void B07_two_crashes_of_postgresql_under_load_are_mended_and_warm_tokens_answered_throughout() {
        RunningRekey rekey = RunningRekey.shared();
        crash(2, rekey.http(), rekey.data());
        await().atMost(MENDED)
                .until(() -> rekey.http()
                                .send(rekey.http()
                                        .request("/actuator/health/readiness")
                                        .GET())
                                .status()
                        == 200);
    }

    @Tag("faults")
    @Test
    void B07_twenty_crashes_of_postgresql_under_load_are_mended_and_warm_tokens_answered_throughout() throws Exception {
        RekeyProcess rekey = RekeyProcess.start(directory);
        try {
            crash(20, rekey.http().withAnApi(), directory.resolve("data"));
        } finally {
            rekey.kill();
        }
    }

    @Tag("faults")
    @Test
    void B07_after_a_full_disk_has_room_again_what_is_written_is_taken_within_a_minute() throws Exception {
        Path data = Files.createDirectory(directory.resolve("data"));
        assumeTrue(runs("mount", "-t", "tmpfs", "-o", "size=500m", "tmpfs", data.toString()), "may not mount");
        RekeyProcess rekey = RekeyProcess.start(directory);
        try {
            fillAndFree(rekey.http().withAnApi(), data);
        } finally {
            rekey.kill();
            await().atMost(MENDED).until(() -> runs("umount", data.toString()));
        }
    }

    private void crash(int times, RekeyHttp rekey, Path data) {
        Credentials warm = rekey.createClient("warm", "");
        String token = rekey.token(warm).token();
        AtomicBoolean over = new AtomicBoolean();
        ConcurrentLinkedQueue<Answer> refused = new ConcurrentLinkedQueue<>();
        List<Thread> load = List.of(new Thread(() -> ask(rekey, warm, token, over, refused)), new Thread(() -> {
            while (!over.get()) {
                isWritten(rekey);
            }
        }));
        load.forEach(Thread::start);
        try {
            for (int crash = 0; crash < times; crash++) {
                ProcessHandle running = postmaster(data);
                long began = System.nanoTime();
                running.destroyForcibly();
                await().atMost(MENDED).until(() -> !postmaster(data).equals(running) && isWritten(rekey));
                System.out.println("mended after " + Duration.ofNanos(System.nanoTime() - began));
            }
        } finally {
            over.set(true);
            load.forEach(PostgresCrashIT::join);
        }
        assertThat(refused).isEmpty();
    }

    private void fillAndFree(RekeyHttp rekey, Path data) throws Exception {
        Credentials warm = rekey.createClient("warm", "");
        rekey.token(warm).expect(200);
        Path filler = data.resolve("filler");
        fill(filler);
        await().atMost(MENDED).ignoreExceptions().until(() -> {
            rekey.token(warm).expect(200);
            nextSegment(data);
            return !isWritten(rekey);
        });
        rekey.token(warm).expect(200);
        Path log = directory.resolve("rekey.log");
        await().atMost(MENDED).until(() -> Files.readString(log).contains("PostgreSQL does not start"));
        Files.delete(filler);
        await().atMost(Duration.ofSeconds(60)).until(() -> isWritten(rekey));
    }

    private static void fill(Path filler) {
        try (OutputStream file = Files.newOutputStream(filler)) {
            byte[] some = new byte[1 << 16];
            while (true) {
                file.write(some);
            }
        } catch (IOException full) {
            // As it should be.
        }
    }

    /** The next one needs room. */
    private static void nextSegment(Path data) throws IOException {
        Properties passwords = new Properties();
        try (var file = Files.newBufferedReader(data.resolve("postgres.properties"))) {
            passwords.load(file);
        }
        String port =
                Files.readAllLines(data.resolve("postgres/postmaster.pid")).get(3);
        try (Connection superuser = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + port + "/postgres",
                        "postgres",
                        passwords.getProperty("postgres.password"));
                var statement = superuser.createStatement()) {
            statement.execute("select pg_logical_emit_message(false, 'filler', repeat('x', 1000000)), pg_switch_wal()");
        } catch (SQLException e) {
            // It has ended, or is about to.
        }
    }

    private void ask(
            RekeyHttp rekey,
            Credentials warm,
            String token,
            AtomicBoolean over,
            ConcurrentLinkedQueue<Answer> refused) {
        while (!over.get()) {
            Answer issued = rekey.token(warm);
            Answer checked = rekey.introspect(token);
            if (issued.status() != 200) {
                refused.add(issued);
            }
            if (checked.status() != 200 || !checked.isActive()) {
                refused.add(checked);
            }
        }
    }

    /** If not, then because of the outage. */
    private boolean isWritten(RekeyHttp rekey) {
        Answer answer = rekey.post(
                "/api/v1/clients", "{\"name\":\"written %d\",\"scopes\":\"all\"}".formatted(written.incrementAndGet()));
        assertThat(answer.status()).as(answer.toString()).isIn(201, 503);
        return answer.status() == 201;
    }

    private static ProcessHandle postmaster(Path data) {
        return await().atMost(MENDED)
                .ignoreExceptions()
                .until(
                        () -> ProcessHandle.of(
                                        Long.parseLong(Files.readAllLines(data.resolve("postgres/postmaster.pid"))
                                                .get(0)))
                                .orElseThrow(),
                        ProcessHandle::isAlive);
    }

    private static boolean runs(String... command) throws Exception {
        return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
