package org.rekey.journey;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.rekey.standalone.Rekey;

/** Standalone in a JVM of its own, which can be killed. */
final class RekeyProcess {

    private final Process process;
    private final Path data;
    private final String url;

    private RekeyProcess(Process process, Path data, String url) {
        this.process = process;
        this.data = data;
        this.url = url;
    }

    /** Returns when it is ready to serve. */
    static RekeyProcess start(Path directory, String... settings) throws IOException {
        int port = freePort();
        Path data = directory.resolve("data");
        Path log = directory.resolve("rekey.log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Rekey.class.getName(),
                "--server.port=" + port,
                "--rekey.data-dir=" + data));
        command.addAll(List.of(settings));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        RekeyProcess rekey = new RekeyProcess(process, data, "http://localhost:" + port);
        Awaitility.await()
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(100))
                .failFast("it stopped, see " + log, () -> !process.isAlive())
                .until(rekey::isReady);
        return rekey;
    }

    RekeyHttp http() {
        return new RekeyHttp(data, url).signIn();
    }

    /** As {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
    }

    private boolean isReady() {
        try {
            if (!Files.exists(data.resolve("first-run.json"))) {
                return false;
            }
            RekeyHttp http = new RekeyHttp(data, url);
            return http.send(http.request("/actuator/health/readiness").GET()).status() == 200;
        } catch (RuntimeException notYet) {
            return false;
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
