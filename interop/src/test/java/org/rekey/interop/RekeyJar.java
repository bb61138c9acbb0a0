package org.rekey.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

/** {@code java -jar rekey.jar} with an empty data directory: one for all test classes, stopped with this JVM. */
final class RekeyJar {

    private static final Path JAR = Path.of("..", "standalone", "target", "rekey.jar");

    private final Process process;
    private final Path log;
    private final Path directory;
    private final String url;
    private final Credentials administrator;
    private final String adminToken;

    private RekeyJar(Process process, Path log, Path directory, String url, Credentials administrator) {
        this.process = process;
        this.log = log;
        this.directory = directory;
        this.url = url;
        this.administrator = administrator;
        this.adminToken = token(administrator, "").expect(200).text("access_token");
    }

    static RekeyJar shared() {
        return Shared.REKEY;
    }

    /** Where {@code data/} stands, as after a start at the root of the repository. */
    Path workingDirectory() {
        return directory;
    }

    /** Alive or not. */
    ProcessHandle process() {
        return process.toHandle();
    }

    /** All that it has written. */
    String log() throws IOException {
        return Files.readString(log);
    }

    /** The issuer, without a slash at its end. */
    String url() {
        return url;
    }

    int port() {
        return URI.create(url).getPort();
    }

    Credentials administrator() {
        return administrator;
    }

    /** Good for an hour and for everything that the administrator may do. */
    String adminToken() {
        return adminToken;
    }

    /** A call of the admin API as administrator: {@code api("POST", "clients", "{…}")}; no body if it is empty. */
    Answer api(String method, String path, String json) {
        String target = url + "/api/v1/" + path;
        return json.isEmpty()
                ? Http.send(method, target, "", "Authorization", "Bearer " + adminToken)
                : Http.send(
                        method,
                        target,
                        json,
                        "Authorization",
                        "Bearer " + adminToken,
                        "Content-Type",
                        "application/json");
    }

    /** A client of whom the JSON says everything. */
    Credentials createClient(String json) {
        return Credentials.of(api("POST", "clients", json).expect(201));
    }

    /** A token request by client_secret_basic; {@code more} is added to the body: {@code "scope=data"}. */
    Answer token(Credentials client, String more) {
        String body = "grant_type=client_credentials" + (more.isEmpty() ? "" : "&" + more);
        return Http.form(url + "/oauth2/token", body, "Authorization", client.basic());
    }

    Answer introspect(String token) {
        return Http.form(
                url + "/oauth2/introspect",
                "token=" + Credentials.encoded(token),
                "Authorization",
                administrator.basic());
    }

    Answer revoke(Credentials client, String token) {
        return Http.form(
                url + "/oauth2/revoke", "token=" + Credentials.encoded(token), "Authorization", client.basic());
    }

    /** One more, for who needs an installation where nobody has been before. */
    static RekeyJar start(String... settings) {
        return startWith(List.of("-XX:TieredStopAtLevel=1"), settings);
    }

    /** With options of the JVM. */
    static RekeyJar startWith(List<String> options, String... settings) {
        try {
            Path data = Files.createTempDirectory("rekey-interop");
            int port = Http.freePort();
            Path log = Path.of("target", "rekey-" + port + ".log");
            String url = "http://localhost:" + port;
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.add("-XX:+ExitOnOutOfMemoryError");
            command.addAll(options);
            command.addAll(List.of(
                    "-jar", JAR.toString(), "--server.port=" + port, "--rekey.data-dir=" + data.resolve("data")));
            command.addAll(List.of(settings));
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process, data)));
            Path firstRun = data.resolve("data").resolve("first-run.json");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(120))
                    .pollInterval(Duration.ofMillis(100))
                    .failFast("Rekey stopped, see " + log.toAbsolutePath(), () -> !process.isAlive())
                    .until(() -> Files.exists(firstRun) && isReady(url));
            JsonNode first = Answer.JSON.readTree(Files.readString(firstRun));
            return new RekeyJar(
                    process,
                    log,
                    data,
                    url,
                    new Credentials(
                            first.path("clientId").asString(),
                            first.path("clientSecret").asString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isReady(String url) {
        try {
            return Http.get(url + "/actuator/health/readiness").status() == 200;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    private static void stop(Process process, Path data) {
        try {
            process.destroy();
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            FileSystemUtils.deleteRecursively(data);
        } catch (IOException | InterruptedException e) {
            System.err.println("Left behind: " + data);
        }
    }

    private static final class Shared {
        static final RekeyJar REKEY = start();
    }
}
