package org.rekey.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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
    private static final long LARGEST_LOG = 1_000_000;
    private static final int LONGEST_REASON = 2_000;
    /** The server's processes end by themselves when they see that the postmaster is gone; busy ones see it late. */
    private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(300);

    private static final long DEADLINE = TimeUnit.SECONDS.toNanos(60);
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
        guard();
        return port;
    }

    /** After it has ended: on the port that everybody knows. */
    void startAgain(int port) {
        dismissGuard();
        stopWhatWasLeftBehind();
        startOn(port);
        guard();
    }

    boolean isRunning() {
        return running().isPresent();
    }

    void stop() {
        if (isRunning()) {
            log.info("Stopping PostgreSQL");
            tools.run("pg_ctl", List.of("stop", "-D", cluster.toString(), "-m", "fast", "-w", "-t", "60"));
        }
        dismissGuard();
    }

    private synchronized void guard() {
        running().ifPresent(postmaster -> guard = OrphanGuard.of(postmaster.pid()));
    }

    private synchronized void dismissGuard() {
        if (guard != null) {
            guard.dismiss();
            guard = null;
        }
    }

    /**
     * After a JVM or a postmaster was killed its server may still run, in part: what is left of it holds the shared memory, and
     * would go on writing. Its pid file may name a process that has nothing to do with it.
     */
    void stopWhatWasLeftBehind() {
        ours("pg_ctl").forEach(ProcessHandle::destroyForcibly);
        running().ifPresent(this::stopAndWait);
        endAll(System.nanoTime());
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
        awaitExit(postmaster, System.nanoTime() + DEADLINE);
    }

    // Not onExit(): it looks at a process that is not a child only now and then, and takes a zombie for alive.
    private void awaitExit(ProcessHandle postmaster, long deadline) {
        while (runsOurBinaries(postmaster)) {
            refuseToWait(postmaster, deadline);
            LockSupport.parkNanos(20_000_000);
        }
    }

    /** Without a postmaster there is nothing that they could still do right. */
    private void endAll(long since) {
        for (List<ProcessHandle> left = ours("postgres"); !left.isEmpty(); left = ours("postgres")) {
            if (System.nanoTime() - since > PATIENCE) {
                left.forEach(ProcessHandle::destroyForcibly);
            }
            refuseToWait(left.get(0), since + DEADLINE);
            LockSupport.parkNanos(50_000_000);
        }
    }

    private static void refuseToWait(ProcessHandle process, long deadline) {
        if (System.nanoTime() > deadline) {
            throw new DataDirectoryException("PostgreSQL (process " + process.pid() + ") does not stop");
        }
    }

    private List<ProcessHandle> ours(String program) {
        return ProcessHandle.allProcesses()
                .filter(this::runsOurBinaries)
                .filter(process -> process.info()
                        .command()
                        .filter(command ->
                                String.valueOf(Path.of(command).getFileName()).startsWith(program))
                        .isPresent())
                .toList();
    }

    private Optional<ProcessHandle> running() {
        return pid().flatMap(ProcessHandle::of).filter(this::runsOurBinaries);
    }

    private Optional<Long> pid() {
        try (var lines = Files.lines(pidFile())) {
            return lines.findFirst().map(Long::parseLong);
        } catch (NoSuchFileException | NumberFormatException absentOrTorn) {
            return Optional.empty();
        } catch (IOException unreadable) {
            // That says nothing of the server, which may be well.
            throw new UncheckedIOException(unreadable);
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
            stopWhatWasLeftBehind();
            return startOnAFreePort(attempts - 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void startOn(int port) {
        Path serverLog = data.path("postgres.log");
        String options = "-p " + port + " -c " + String.join(" -c ", ALWAYS);
        long logged = rotated(serverLog);
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
            String reason = loggedSince(serverLog, logged);
            throw new DataDirectoryException(
                    "PostgreSQL does not start: " + (reason.isEmpty() ? String.valueOf(e.getMessage()) : reason), e);
        }
    }

    /** Returns how long it is. */
    private long rotated(Path serverLog) {
        try {
            if (Files.exists(serverLog) && Files.size(serverLog) > LARGEST_LOG) {
                Files.move(serverLog, data.path("postgres.previous.log"), StandardCopyOption.REPLACE_EXISTING);
            }
            return Files.exists(serverLog) ? Files.size(serverLog) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String loggedSince(Path serverLog, long position) {
        try (var file = Files.newByteChannel(serverLog)) {
            file.position(Math.max(position, file.size() - LONGEST_REASON));
            byte[] text = Channels.newInputStream(file).readAllBytes();
            return new String(text, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            return "";
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }
}
