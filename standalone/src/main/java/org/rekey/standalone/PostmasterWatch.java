package org.rekey.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the server again, on the same port, whenever it has ended. The pauses grow only while it does not start. A full disk is
 * waited for; any other reason not to start ends this process after a while: others can then see that nothing works here.
 */
final class PostmasterWatch implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PostmasterWatch.class);
    static final Duration LOOK_EVERY = Duration.ofMillis(200);

    private static final long SHORTEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(5);
    private static final long GIVE_UP_AFTER = TimeUnit.SECONDS.toNanos(60);
    private static final long LONGEST_FAREWELL = TimeUnit.SECONDS.toNanos(20);
    private static final long LEAST_ROOM = 64L << 20;

    private final Postmaster postmaster;
    private final int port;
    private final Path disk;
    private final Runnable lost;
    private final Thread thread = new Thread(this::watch, "postgres-watch");
    private volatile boolean closing;
    private volatile Runnable beat = () -> {};

    private PostmasterWatch(Postmaster postmaster, int port, Path disk, Runnable lost) {
        this.postmaster = postmaster;
        this.port = port;
        this.disk = disk;
        this.lost = lost;
    }

    static PostmasterWatch start(Postmaster postmaster, int port, Path disk, Runnable lost) {
        PostmasterWatch watch = new PostmasterWatch(postmaster, port, disk, lost);
        watch.thread.setDaemon(true);
        watch.thread.start();
        return watch;
    }

    /** What is called again and again while the server is watched. */
    void eachLook(Runnable called) {
        beat = called;
    }

    private void watch() {
        while (!closing) {
            try {
                beat.run();
                if (!postmaster.isRunning()) {
                    mend();
                }
            } catch (RuntimeException e) {
                log.warn("Whether PostgreSQL runs cannot be told", e);
            }
            rest(LOOK_EVERY.toNanos());
        }
    }

    private void mend() {
        long endedAt = System.nanoTime();
        long pause = SHORTEST_PAUSE;
        log.warn("PostgreSQL has ended, and is started again");
        while (!closing) {
            beat.run();
            try {
                postmaster.startAgain(port);
                log.warn("PostgreSQL runs again, {} ms later", millis(System.nanoTime() - endedAt));
                return;
            } catch (RuntimeException e) {
                if (System.nanoTime() - endedAt > GIVE_UP_AFTER && !isFull(e)) {
                    log.error("PostgreSQL has ended and cannot be started again, so Rekey ends: {}", reason(e));
                    closing = true;
                    lost.run();
                    return;
                }
                log.error("PostgreSQL does not start, the next attempt is in {} ms: {}", millis(pause), reason(e));
                rest(pause);
                pause = Math.min(2 * pause, LONGEST_PAUSE);
            }
        }
    }

    /** Whoever interrupts the thread ends one pause. */
    private void rest(long nanos) {
        if (!closing) {
            LockSupport.parkNanos(nanos);
        }
        Thread.interrupted();
    }

    /** Of what the server has said, the line that matters. */
    private static String reason(RuntimeException failure) {
        List<String> lines = String.valueOf(failure.getMessage()).lines().toList();
        return lines.stream()
                .filter(line -> line.contains("could not") || line.contains("FATAL: ") || line.contains("PANIC: "))
                .findFirst()
                .orElse(lines.get(0));
    }

    private boolean isFull(RuntimeException failure) {
        try {
            return String.valueOf(failure.getMessage()).contains("No space left on device")
                    || Files.getFileStore(disk).getUsableSpace() < LEAST_ROOM;
        } catch (IOException e) {
            return false;
        }
    }

    private static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }

    /** Ends as after SIGTERM, but soon: without its database there is little that could still be finished. */
    static void endProcess() {
        run("postgres-lost", () -> System.exit(1));
        run("postgres-lost-for-good", () -> {
            LockSupport.parkNanos(LONGEST_FAREWELL);
            Runtime.getRuntime().halt(1);
        });
    }

    private static void run(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** A server that is just being started is stopped too. */
    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(thread);
        awaitEnd(Duration.ofSeconds(5));
        postmaster.stop();
        awaitEnd(Duration.ofSeconds(30));
        postmaster.stop();
    }

    private void awaitEnd(Duration patience) {
        try {
            thread.join(patience.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
