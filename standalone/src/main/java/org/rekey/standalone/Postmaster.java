package org.rekey.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server process of one database cluster. */
final class Postmaster {

    private static final Logger log = LoggerFactory.getLogger(Postmaster.class);
    private static final int ATTEMPTS = 3;
    private static final List<String> ALWAYS =
            List.of("listen_addresses=127.0.0.1", "fsync=on", "synchronous_commit=on", "full_page_writes=on");

    private final DataDirectory data;
    private final PostgresTools tools;
    private final Path cluster;
    private @Nullable OrphanGuard guard;

    Postmaster(DataDirectory data, PostgresTools tools, Path cluster) {
        this.data = data;
        this.tools = tools;
        this.cluster = cluster;
    }

    /** Returns the port it listens on. */
    int start() {
        log.info("Starting PostgreSQL");
        int port = startOnAFreePort(ATTEMPTS);
        guard = OrphanGuard.of(running().orElseThrow().pid());
        return port;
    }

    void stop() {
        log.info("Stopping PostgreSQL");
        tools.run("pg_ctl", List.of("stop", "-D", cluster.toString(), "-m", "fast", "-w", "-t", "60"));
        if (guard != null) {
            guard.dismiss();
        }
    }

    /** After a JVM was killed its server may still run, or its pid file may name a process that has nothing to do with it. */
    void stopWhatWasLeftBehind() {
        running().ifPresent(this::stopAndWait);
        try {
            Files.deleteIfExists(pidFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void stopAndWait(ProcessHandle postmaster) {
        log.info("Stopping the PostgreSQL left behind by an earlier run (process {})", postmaster.pid());
        try {
            tools.run("pg_ctl", List.of("kill", "INT", Long.toString(postmaster.pid())));
        } catch (DataDirectoryException alreadyGone) {
            log.debug("", alreadyGone);
        }
        awaitExit(postmaster, System.nanoTime() + TimeUnit.SECONDS.toNanos(60));
    }

    // Not onExit(): it looks at a process that is not a child only now and then, and takes a zombie for alive.
    private void awaitExit(ProcessHandle postmaster, long deadline) {
        while (runsOurBinaries(postmaster)) {
            if (System.nanoTime() > deadline) {
                throw new DataDirectoryException("PostgreSQL (process " + postmaster.pid() + ") does not stop");
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    private Optional<ProcessHandle> running() {
        return pid().flatMap(ProcessHandle::of).filter(this::runsOurBinaries);
    }

    private Optional<Long> pid() {
        try (var lines = Files.lines(pidFile())) {
            return lines.findFirst().map(Long::parseLong);
        } catch (IOException | NumberFormatException absentOrTorn) {
            return Optional.empty();
        }
    }

    private boolean runsOurBinaries(ProcessHandle process) {
        return process.info()
                .command()
                .filter(command -> Path.of(command).startsWith(data.path("")))
                .isPresent();
    }

    private Path pidFile() {
        return cluster.resolve("postmaster.pid");
    }

    // Somebody else may take the port between our look and the server's start.
    private int startOnAFreePort(int attempts) {
        try {
            int port = freePort();
            startOn(port);
            return port;
        } catch (DataDirectoryException e) {
            if (attempts == 1) {
                throw e;
            }
            return startOnAFreePort(attempts - 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void startOn(int port) throws IOException {
        Path serverLog = data.path("postgres.log");
        if (Files.exists(serverLog)) {
            Files.move(serverLog, data.path("postgres.previous.log"), StandardCopyOption.REPLACE_EXISTING);
        }
        String options = "-p " + port + " -c " + String.join(" -c ", ALWAYS);
        try {
            tools.run(
                    "pg_ctl",
                    List.of(
                            "start",
                            "-D",
                            cluster.toString(),
                            "-l",
                            serverLog.toString(),
                            "-o",
                            options,
                            "-w",
                            "-t",
                            "600"));
        } catch (DataDirectoryException e) {
            String reason = Files.exists(serverLog) ? Files.readString(serverLog) : String.valueOf(e.getMessage());
            throw new DataDirectoryException("PostgreSQL does not start: " + reason.strip(), e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }
}
