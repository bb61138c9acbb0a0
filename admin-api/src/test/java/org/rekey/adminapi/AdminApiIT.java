package org.rekey.adminapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rekey.domain.alert.AllowAlertDomains;
import org.rekey.domain.api.AccessLevel;
import org.rekey.domain.secret.SecretText;
import org.rekey.eventstore.Commits;
import org.rekey.eventstore.Provenance;
import org.rekey.eventstore.testing.EmbeddedDatabase;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AdminApiIT {

    private static final HttpClient http = HttpClient.newHttpClient();
    private static final JsonMapper json = JsonMapper.shared();

    private static ConfigurableApplicationContext context;
    private static URI things;

    @BeforeAll
    static void start() {
        context = run(TestApi.class);
        things = URI.create(
                "http://localhost:" + context.getEnvironment().getProperty("local.server.port") + "/api/v1/things");
    }

    static ConfigurableApplicationContext run(Class<?>... sources) {
        return new SpringApplicationBuilder(sources)
                .properties(EmbeddedDatabase.freshProperties())
                .properties(Map.of(
                        "server.port", "0",
                        "spring.main.banner-mode", "off",
                        "REKEY_MASTER_KEY", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="))
                .run();
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    @Test
    void A01_without_a_token_there_is_a_bare_challenge() {
        HttpResponse<String> answer = send(call(""));
        assertProblem(answer, 401, "unauthorized");
        assertThat(challenge(answer)).isEqualTo("Bearer");
    }

    @Test
    void A01_another_scheme_is_no_token() {
        HttpResponse<String> answer = send(call("").header("Authorization", "Basic YTpi"));
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(challenge(answer)).isEqualTo("Bearer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Bearer garbage", "bearer garbage", "Bearer", "Bearer a b", "Bearer \"x\"", "Bearer reader,"})
    void A02_A05_a_token_that_does_not_count_is_invalid_whatever_is_wrong_with_it(String authorization) {
        HttpResponse<String> answer = send(call("").header("Authorization", authorization));
        assertProblem(answer, 401, "unauthorized");
        assertThat(challenge(answer)).isEqualTo("Bearer error=\"invalid_token\"");
    }

    @Test
    void A03_a_level_too_low_is_told_which_scope_is_missing() {
        HttpResponse<String> write = send(
                as(TestApi.READER, "").POST(BodyPublishers.ofString("{}")).header("Content-Type", "application/json"));
        assertProblem(write, 403, "forbidden");
        assertThat(challenge(write)).isEqualTo("Bearer error=\"insufficient_scope\", scope=\"rekey.write\"");
        HttpResponse<String> delete = send(as(TestApi.WRITER, "/1").DELETE());
        assertThat(challenge(delete)).contains("scope=\"rekey.delete\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?access_token=reader", "?x=1&access_token=reader", "?access_token", "?access_token="})
    void A04_a_token_in_the_query_is_refused_even_beside_a_good_header(String query) {
        for (HttpRequest.Builder request : new HttpRequest.Builder[] {call(query), as(TestApi.READER, query)}) {
            HttpResponse<String> answer = send(request);
            assertProblem(answer, 400, "malformed");
            assertThat(challenge(answer)).isEqualTo("Bearer error=\"invalid_request\"");
        }
    }

    @Test
    void A04_B03_a_form_is_refused_before_anybody_reads_it() {
        HttpResponse<String> answer =
                send(call("").header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
                        .POST(BodyPublishers.ofString("access_token=writer")));
        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains("urn:rekey:problem:unsupported-media-type");
    }

    @Test
    void two_authorization_headers_are_one_too_many() {
        HttpResponse<String> answer = send(as(TestApi.READER, "").header("Authorization", "Bearer writer"));
        assertProblem(answer, 400, "malformed");
    }

    @Test
    void a_good_token_gets_in_and_names_the_caller() {
        HttpResponse<String> answer = send(as(TestApi.READER, ""));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json.readTree(answer.body()).path("clientId").asString()).isEqualTo("auditor");
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1//things",
                "/%61pi/v1/things",
                "/api;a=b/v1/things",
                "/api/v1/x/../things",
                "/API/v1/things"
            })
    void no_spelling_of_the_path_gets_round_the_bearer_check(String path) {
        assertThat(send(HttpRequest.newBuilder(things.resolve(path))).statusCode())
                .isNotEqualTo(200);
    }

    @Test
    void spring_security_goes_on_guarding_other_paths_and_leaves_this_api_alone() {
        assertThat(send(HttpRequest.newBuilder(things.resolve("/other/thing"))).statusCode())
                .isIn(401, 403);
        assertThat(send(as(TestApi.WRITER, "")
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString("{\"a\":1}")))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void what_is_not_under_v1_is_no_call_of_this_api() {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(things.resolve("/api/rest/v1/thing")));
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).doesNotContain("urn:rekey:problem");
    }

    @Test
    void unknown_paths_are_404() {
        assertProblem(send(as(TestApi.READER, "/a/b/c")), 404, "unknown");
    }

    @Test
    void A24_a_method_that_does_not_apply_is_405_with_allow() {
        HttpResponse<String> answer = send(as(TestApi.WRITER, "").DELETE());
        assertProblem(answer, 405, "method-not-allowed");
        assertThat(answer.headers().firstValue("Allow").orElseThrow()).contains("GET", "POST");
    }

    @Test
    void options_are_what_the_path_has_and_only_for_a_bearer() {
        HttpResponse<String> answer = send(options(as(TestApi.READER, "")));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Allow").orElseThrow().split(", ?"))
                .containsExactlyInAnyOrder("GET", "HEAD", "POST", "OPTIONS");
        assertProblem(send(options(call(""))), 401, "unauthorized");
        HttpResponse<String> unknown = send(options(as(TestApi.READER, "/a/b/c")));
        assertProblem(unknown, 404, "unknown");
        assertThat(unknown.headers().firstValue("Allow")).isEmpty();
    }

    /** The client of the JDK sends no Origin. */
    @ParameterizedTest
    @ValueSource(strings = {"", "/1", "/a/b/c"})
    void no_other_origin_is_let_in(String path) throws IOException {
        String answer = raw(
                "OPTIONS " + things.getPath() + path,
                "Authorization: Bearer " + TestApi.READER,
                "Origin: https://elsewhere.example",
                "Access-Control-Request-Method: DELETE");
        assertThat(answer)
                .startsWith("HTTP/1.1 403 ")
                .containsIgnoringCase("Content-Type: application/problem+json")
                .doesNotContain("Access-Control-Allow", "Allow:");
    }

    private static HttpRequest.Builder options(HttpRequest.Builder request) {
        return request.method("OPTIONS", BodyPublishers.noBody());
    }

    private static String raw(String request, String... headers) throws IOException {
        try (Socket socket = new Socket(things.getHost(), things.getPort())) {
            String head = request + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                    + String.join("\r\n", headers) + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    @Test
    void a_reason_is_utf_8_with_a_blank_for_a_tab() throws IOException {
        String answer = raw(
                "GET " + things.getPath() + "/provenance",
                "Authorization: Bearer " + TestApi.READER,
                "Rekey-Reason: leak\tat the café \u2615");
        assertThat(answer).contains("\"reason\":\"leak at the café \u2615\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"leak\u2028faked: line", "leak\u2029x", "a\u202Eb", "\u3164", "a\u200Bb"})
    void B21_a_reason_hides_nothing(String reason) throws IOException {
        String answer = raw(
                "GET " + things.getPath() + "/provenance",
                "Authorization: Bearer " + TestApi.READER,
                "Rekey-Reason: " + reason);
        assertThat(answer).startsWith("HTTP/1.1 422").contains("Rekey-Reason must not hold invisible characters");
    }

    @Test
    void B28_a_reason_holds_no_secret_because_the_trail_would_keep_it() {
        String secret = SecretText.generate(new Random());
        HttpResponse<String> refused = send(as(TestApi.READER, "/provenance").header("Rekey-Reason", "was " + secret));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).doesNotContain(secret);
    }

    @Test
    void B21_a_user_agent_loses_what_nobody_sees() throws IOException {
        String answer = raw(
                "GET " + things.getPath() + "/provenance",
                "Authorization: Bearer " + TestApi.READER,
                "User-Agent: curl\u2028/8\u202E");
        assertThat(answer).contains("\"userAgent\":\"curl/8\"");
    }

    @Test
    void a_reason_that_does_not_fit_is_refused() {
        HttpResponse<String> fits = send(as(TestApi.READER, "/provenance").header("Rekey-Reason", "x".repeat(500)));
        assertThat(fits.statusCode()).isEqualTo(200);
        assertProblem(
                send(as(TestApi.READER, "/provenance").header("Rekey-Reason", "x".repeat(501))), 400, "malformed");
    }

    @Test
    void A18_wrong_content_type_is_415_and_a_page_for_a_browser_is_406() {
        HttpResponse<String> form =
                send(as(TestApi.WRITER, "").header("Content-Type", "text/plain").POST(BodyPublishers.ofString("a=b")));
        assertProblem(form, 415, "unsupported-media-type");
        assertProblem(send(as(TestApi.READER, "").header("Accept", "text/html")), 406, "not-acceptable");
    }

    @Test
    void who_takes_problem_details_takes_json() {
        HttpResponse<String> answer = send(as(TestApi.READER, "").header("Accept", "application/problem+json"));
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @Test
    void unreadable_json_is_400() {
        HttpResponse<String> answer = send(as(TestApi.WRITER, "")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{")));
        assertProblem(answer, 400, "malformed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?dryrun=true", "?limit=1", "?%00=1", "?at"})
    void a_parameter_that_the_call_does_not_have_is_400(String query) {
        assertProblem(send(as(TestApi.READER, query)), 400, "malformed");
    }

    @Test
    void a_parameter_of_the_wrong_type_is_400_and_named() {
        HttpResponse<String> answer = send(as(TestApi.READER, "/numbers/one"));
        assertProblem(answer, 400, "malformed");
        assertThat(json.readTree(answer.body()).at("/errors/0/field").asString())
                .isEqualTo("number");
    }

    @ParameterizedTest
    @CsvSource({"unknown,404,unknown", "conflict,409,conflict", "rule,422,out-of-rules"})
    void refusals_of_the_domain_have_their_status(String how, int status, String type) {
        assertProblem(send(as(TestApi.READER, "/fails/" + how)), status, type);
    }

    @Test
    void a_broken_rule_names_the_field() {
        JsonNode problem = json.readTree(send(as(TestApi.READER, "/fails/rule")).body());
        assertThat(problem.at("/errors/0/field").asString()).isEqualTo("name");
        assertThat(problem.at("/errors/0/message").asString()).isEqualTo("must be shorter");
    }

    @Test
    void I9_an_outage_is_503_with_a_time_to_retry() {
        HttpResponse<String> answer = send(as(TestApi.READER, "/fails/outage"));
        assertProblem(answer, 503, "unavailable");
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(answer.body()).contains("Idempotency-Key").doesNotContain("select", "terminating");
    }

    @Test
    void A31_what_nobody_foresaw_is_500_with_the_trace_id_and_nothing_from_inside() {
        HttpResponse<String> answer = send(as(TestApi.READER, "/fails/somehow")
                .header("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"));
        assertProblem(answer, 500, "internal");
        assertThat(answer.body())
                .contains("4bf92f3577b34da6a3ce929d0e0e4736")
                .doesNotContain("org.", "select", "Exception");
    }

    @Test
    void events_tell_who_called_and_from_where() {
        JsonNode who = json.readTree(send(as(TestApi.READER, "/provenance")
                        .header("X-Forwarded-For", "198.51.100.1")
                        .header("User-Agent", "curl/8 \t" + "x".repeat(2000))
                        .header("Rekey-Reason", "rotation after a leak")
                        .header("traceparent", "not a trace"))
                .body());
        assertThat(who.path("actor").asString()).isEqualTo("client:auditor");
        assertThat(who.path("source").asString()).isEqualTo("api");
        assertThat(who.path("ip").asString()).isEqualTo("127.0.0.1");
        assertThat(who.path("tenant").asString()).isEqualTo("acme");
        assertThat(who.path("reason").asString()).isEqualTo("rotation after a leak");
        assertThat(who.path("userAgent").asString()).hasSize(256).doesNotContain("\t");
        assertThat(who.path("traceId").asString()).matches("[0-9a-f]{32}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "-1", "1.0", "1,2", "99999999999999999999"})
    void a_malformed_position_is_400(String position) {
        assertProblem(send(as(TestApi.READER, "/projected").header("Rekey-Position", position)), 400, "malformed");
    }

    @Test
    void a_position_that_does_not_come_in_time_is_503() {
        HttpResponse<String> answer =
                send(as(TestApi.READER, "/projected").header("Rekey-Position", Long.toString(appended())));
        assertProblem(answer, 503, "unavailable");
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void B14_a_position_that_the_log_has_not_come_to_is_400_at_once() {
        for (String position : List.of(Long.toString(appended() + 1), "999999999999", "999999999999999999")) {
            assertTimeout(
                    Duration.ofSeconds(2),
                    () -> assertProblem(
                            send(as(TestApi.READER, "/projected").header("Rekey-Position", position)),
                            400,
                            "malformed"));
        }
    }

    /** The position of an event that the projection of the test never comes to. */
    private static long appended() {
        return context.getBean(Commits.class)
                .dispatch(
                        new Provenance("client:test", "api", "192.0.2.1", "test", null, null, null),
                        new AllowAlertDomains(Set.of("d" + System.nanoTime() + ".example")))
                .position();
    }

    @Test
    void B14_of_very_many_waiting_reads_most_are_sent_away_at_once() {
        String position = Long.toString(appended());
        List<CompletableFuture<Integer>> waiting = Stream.generate(() -> as(TestApi.READER, "/projected")
                        .header("Rekey-Position", position)
                        .build())
                .limit(40)
                .map(request -> http.sendAsync(request, BodyHandlers.ofString()).thenApply(HttpResponse::statusCode))
                .toList();

        await().atMost(Duration.ofSeconds(4))
                .until(() -> waiting.stream().filter(CompletableFuture::isDone).count() >= 8);
        assertThat(waiting).extracting(CompletableFuture::join).containsOnly(503);
    }

    private static String head(String contentType, String more) {
        return "POST /api/v1/things HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: " + contentType + "\r\n"
                + more + "\r\n";
    }

    private static String exchange(String... pieces) throws IOException, InterruptedException {
        try (Socket socket = new Socket("localhost", things.getPort())) {
            socket.setSoTimeout(20_000);
            for (String piece : pieces) {
                socket.getOutputStream().write(piece.getBytes(StandardCharsets.ISO_8859_1));
                socket.getOutputStream().flush();
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(30));
            }
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/x-www-form-urlencoded",
                "APPLICATION/X-WWW-Form-Urlencoded ; charset=utf-8",
                "multipart/form-data; boundary=x"
            })
    void B03_a_form_is_415_before_its_body(String type) throws Exception {
        assertTimeout(Duration.ofSeconds(2), () -> assertThat(exchange(head(type, "Content-Length: 100\r\n")))
                .startsWith("HTTP/1.1 415")
                .contains("application/problem+json"));
    }

    @Test
    void B03_nobody_has_his_body_read_before_he_is_let_in() throws Exception {
        String none = "Content-Length: 100\r\n";
        String reader = "Authorization: Bearer reader\r\n" + none;

        assertTimeout(Duration.ofSeconds(2), () -> assertThat(exchange(head("application/json", none)))
                .startsWith("HTTP/1.1 401"));
        assertTimeout(Duration.ofSeconds(2), () -> assertThat(exchange(head("application/json", reader)))
                .startsWith("HTTP/1.1 403"));
    }

    @Test
    void B03_a_body_may_come_in_pieces() throws Exception {
        String writer = "Authorization: Bearer writer\r\n";

        assertThat(exchange(head("application/json", writer + "Content-Length: 8\r\n"), "{\"a\"", ": 1", "}"))
                .startsWith("HTTP/1.1 200")
                .contains("{\"a\":1}");
        assertThat(exchange(
                        head("application/json", writer + "Transfer-Encoding: chunked\r\n"),
                        "5\r\n{\"a\":\r\n",
                        "3\r\n 2}\r\n0\r\n\r\n"))
                .startsWith("HTTP/1.1 200")
                .contains("{\"a\":2}");
    }

    @Test
    void B03_B01_a_body_that_is_too_large_is_413_whatever_it_says_of_itself() throws Exception {
        String writer = "Authorization: Bearer writer\r\n";
        String large = " ".repeat(300_000);

        assertThat(exchange(head("application/json", writer + "Content-Length: 300000\r\n"), large))
                .startsWith("HTTP/1.1 413")
                .contains("urn:rekey:problem:too-large");
        assertThat(exchange(
                        head("application/json", writer + "Transfer-Encoding: chunked\r\n"),
                        Integer.toHexString(large.length()) + "\r\n" + large + "\r\n0\r\n\r\n"))
                .startsWith("HTTP/1.1 413");
    }

    @RestController
    static class WithoutLevel {
        @GetMapping(path = "/api/v1/open", produces = "application/json")
        String open() {
            return "{}";
        }
    }

    @RestController
    static class WithoutForm {
        @GetMapping("/api/v1/formless")
        @Requires(AccessLevel.READ)
        String formless() {
            return "{}";
        }
    }

    @Test
    void an_endpoint_that_declares_no_level_keeps_the_service_from_starting() {
        assertThatThrownBy(() -> run(TestApi.class, WithoutLevel.class).close())
                .hasMessageContaining("lacks @Requires");
    }

    @Test
    void an_endpoint_that_does_not_say_what_it_produces_keeps_the_service_from_starting() {
        assertThatThrownBy(() -> run(TestApi.class, WithoutForm.class).close()).hasMessageContaining("produces");
    }

    private static HttpRequest.Builder call(String rest) {
        return HttpRequest.newBuilder(URI.create(things + rest));
    }

    private static HttpRequest.Builder as(String token, String rest) {
        return call(rest).header("Authorization", "Bearer " + token);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String challenge(HttpResponse<String> answer) {
        return answer.headers().firstValue("WWW-Authenticate").orElse("");
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String type) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        JsonNode problem = json.readTree(answer.body());
        assertThat(problem.path("type").asString()).isEqualTo("urn:rekey:problem:" + type);
        assertThat(problem.path("title").asString()).isNotBlank();
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("detail").asString()).isNotBlank();
        assertThat(problem.path("traceId").asString()).matches("[0-9a-f]{32}");
    }
}
