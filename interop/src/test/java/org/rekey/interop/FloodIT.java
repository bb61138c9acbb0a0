package org.rekey.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What anybody can send, to the jar with a small heap: the others get their tokens all the same. */
@Tag("faults")
class FloodIT {

    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(2);
    private static final Duration FLOOD = Duration.ofSeconds(6);

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String JSON = "application/json";
    private static final String NESTED = "{\"userName\":[" + "[],".repeat(600_000) + "[]]}";
    private static final Set<String> WORKERS =
            Set.of("log-watch", "token-view-watch", "signing-keys", "secret-uses", "clock-watch", "wipe-of-answers");

    private static RekeyJar rekey;

    @BeforeAll
    static void start() {
        rekey = RekeyJar.startWith(List.of("-XX:TieredStopAtLevel=1", "-Xmx400m"));
        for (int i = 0; i < 300; i++) {
            rekey.token(rekey.administrator(), "").expect(200);
            Http.get(rekey.url() + "/actuator/health").expect(200);
        }
    }

    private static String header(String method, String path, String type, String more) {
        return method + " " + path + " HTTP/1.1\r\nHost: x\r\nContent-Type: " + type + "\r\n" + more + "\r\n";
    }

    private static String announced(String path, String type, int length) {
        return header("POST", path, type, "Content-Length: " + length + "\r\n");
    }

    private static String authorized(String method, String path, String more) {
        return header(method, path, JSON, "Authorization: Bearer " + rekey.adminToken() + "\r\n" + more);
    }

    /** Kinds of flood: how many connections, and what each sends. */
    enum Kind {
        B01_TOKEN_HEADERS(3_600),
        B01_TOKEN_HEADERS_WITHIN_BOUNDS(3_600),
        B01_TOKEN_BODIES_BUT_FOR_THE_END(3_600),
        B01_TOKEN_CHUNKS(3_600),
        B01_HALF_A_HEADER(3_600),
        B01_NOTHING_AT_ALL(3_600),
        B01_INTROSPECTION(3_600),
        B01_REVOCATION(3_600),
        B01_SESSION(3_600),
        B01_CLIENTS_WITHOUT_TOKEN(3_600),
        B01_CLIENTS(3_600),
        B01_SCIM(3_600),
        B01_NOWHERE(3_600),
        B02_NESTED_SESSION(40),
        B02_NESTED_CLIENTS(40),
        B02_NESTED_SCIM(40),
        B03_SLOW_SESSION(250),
        B03_SLOW_FORM_OF_ADMIN_API(250),
        B03_SLOW_FORM_NOWHERE(250),
        B03_SLOW_PARTS(250),
        B03_SLOW_TOKEN(250),
        B03_SLOW_CLIENTS(250),
        B14_FUTURE_POSITION(250);

        private final int connections;

        Kind(int connections) {
            this.connections = connections;
        }

        String text() {
            return switch (this) {
                case B01_TOKEN_HEADERS -> announced("/oauth2/token", FORM, 262_144);
                case B01_TOKEN_HEADERS_WITHIN_BOUNDS, B03_SLOW_TOKEN -> announced("/oauth2/token", FORM, 16_000);
                case B01_TOKEN_BODIES_BUT_FOR_THE_END -> announced("/oauth2/token", FORM, 16_000) + "a".repeat(15_000);
                case B01_TOKEN_CHUNKS ->
                    header("POST", "/oauth2/token", FORM, "Transfer-Encoding: chunked\r\n") + "ffff\r\naaa";
                case B01_HALF_A_HEADER -> "POST /oauth2/token HTTP/1.1\r\nHost: x\r\nX-Long: ";
                case B01_NOTHING_AT_ALL -> "";
                case B01_INTROSPECTION -> announced("/oauth2/introspect", FORM, 262_144);
                case B01_REVOCATION -> announced("/oauth2/revoke", FORM, 10_000);
                case B01_SESSION, B03_SLOW_SESSION -> announced("/api/v1/session", JSON, 4_000);
                case B01_CLIENTS_WITHOUT_TOKEN -> announced("/api/v1/clients", JSON, 262_144);
                case B01_CLIENTS, B03_SLOW_CLIENTS ->
                    authorized("POST", "/api/v1/clients", "Content-Length: 200000\r\n") + " ".repeat(20_000);
                case B01_SCIM ->
                    authorized("POST", "/scim/v2/Users", "Content-Length: 2000000\r\n") + " ".repeat(40_000);
                case B01_NOWHERE -> announced("/nope", JSON, 262_144);
                case B02_NESTED_SESSION -> announced("/api/v1/session", JSON, NESTED.length()) + NESTED;
                case B02_NESTED_CLIENTS ->
                    authorized("POST", "/api/v1/clients", "Content-Length: " + NESTED.length() + "\r\n") + NESTED;
                case B02_NESTED_SCIM ->
                    authorized("POST", "/scim/v2/Users", "Content-Length: " + NESTED.length() + "\r\n") + NESTED;
                case B03_SLOW_FORM_OF_ADMIN_API -> announced("/api/v1/clients", FORM, 10_000);
                case B03_SLOW_FORM_NOWHERE -> header("PUT", "/nope", FORM, "Content-Length: 10000\r\n");
                case B03_SLOW_PARTS -> announced("/nope", "multipart/form-data; boundary=x", 10_000);
                case B14_FUTURE_POSITION -> authorized("GET", "/api/v1/clients", "Rekey-Position: 999999999999\r\n");
            };
        }
    }

    private static void flood(Kind kind) throws Exception {
        Set<String> before = workers();
        assertThat(before).containsAll(WORKERS);
        Flood flood = new Flood(rekey.port(), kind.connections, kind.text());

        List<String> complaints = new Watch(rekey, LONGEST_ANSWER).during(() -> flood.run(FLOOD));

        assertThat(complaints).as("%s: %s", kind, flood.answers()).isEmpty();
        assertThat(workers()).as("threads that are left").containsAll(before);
    }

    /** What is over is over: the next flood finds the server as it was. */
    @AfterEach
    void a_token_is_issued_and_memory_has_not_run_out() throws IOException {
        assertThat(rekey.token(rekey.administrator(), "").status()).isEqualTo(200);
        assertThat(rekey.process().isAlive()).isTrue();
        assertThat(rekey.log()).doesNotContain("OutOfMemoryError");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void B01_B02_B03_B14_nobody_notices_a_flood(Kind kind) throws Exception {
        flood(kind);
    }

    /** The names of its threads, without those that come and go. */
    private static Set<String> workers() throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(rekey.process().pid()),
                        "Thread.print")
                .redirectErrorStream(true)
                .start();
        String threads = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        jcmd.waitFor();
        return threads.lines()
                .filter(line -> line.startsWith("\""))
                .map(line -> line.substring(1, line.indexOf('"', 1)))
                .filter(name -> WORKERS.contains(name) || name.contains("Acceptor") || name.contains("Poller"))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
