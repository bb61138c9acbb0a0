package org.rekey.journey;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
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
        RekeyProcess rekey = launch(directory, Map.of(), settings);
        rekey.await(() -> Files.exists(rekey.data.resolve("first-run.json")) && rekey.isReady());
        return rekey;
    }

    /** Returns when it is up, and says that it is not ready to serve. */
    static RekeyProcess startUnready(Path directory, String... settings) throws IOException {
        RekeyProcess rekey = launch(directory, Map.of(), settings);
        rekey.await(() -> rekey.isLive() && rekey.health("readiness") == 503);
        return rekey;
    }

    /** Returns at once. */
    static RekeyProcess launch(Path directory, Map<String, String> environment, String... settings) throws IOException {
        int port = freePort();
        Path data = directory.resolve("data");
        Path log = directory.resolve("rekey.log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                Rekey.class.getName(),
                "--server.port=" + port,
                "--rekey.data-dir=" + data));
        command.addAll(List.of(settings));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        return new RekeyProcess(builder.start(), data, "http://localhost:" + port);
    }

    void await(Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(100))
                .failFast("it stopped, see " + data.resolveSibling("rekey.log"), () -> !process.isAlive())
                .until(condition);
    }

    RekeyHttp http() {
        return anonymously().signIn();
    }

    /** Without a token of the administrator's. */
    RekeyHttp anonymously() {
        return new RekeyHttp(data, url);
    }

    /** As SIGTERM does. */
    void stop() throws InterruptedException {
        process.destroy();
        process.waitFor(60, TimeUnit.SECONDS);
    }

    /** As {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
    }

    /** Stops and resumes it, as {@code kill -STOP} and {@code kill -CONT} do. */
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    Path data() {
        return data;
    }

    String url() {
        return url;
    }

    boolean isReady() {
        return health("readiness") == 200;
    }

    boolean isLive() {
        return health("liveness") == 200;
    }

    /** The status of a probe; 0 while nobody answers. */
    int health(String probe) {
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(url + "/actuator/health/" + probe))
                                    .timeout(Duration.ofSeconds(5))
                                    .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException notYet) {
            return 0;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
