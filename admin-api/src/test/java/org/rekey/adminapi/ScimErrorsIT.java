package org.rekey.adminapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The same rules as of the admin API, in the words of RFC 7644. */
class ScimErrorsIT {

    private static final HttpClient http = HttpClient.newHttpClient();

    private static ConfigurableApplicationContext context;
    private static String things;

    @BeforeAll
    static void start() {
        context = AdminApiIT.run(TestApi.class);
        things = "http://localhost:" + context.getEnvironment().getProperty("local.server.port") + "/scim/v2/Things";
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    @Test
    void A01_without_a_token_there_is_a_challenge() throws Exception {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(things)));
        assertThat(error(answer, 401).has("scimType")).isFalse();
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
    }

    @Test
    void A02_a_token_that_does_not_count_is_invalid() throws Exception {
        HttpResponse<String> answer = send(as("nobody", ""));
        error(answer, 401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer error=\"invalid_token\"");
    }

    @Test
    void A03_a_level_too_low_is_told_which_scope_is_missing() throws Exception {
        HttpResponse<String> answer = send(as(TestApi.READER, "")
                .header("Content-Type", "application/scim+json")
                .POST(BodyPublishers.ofString("{}")));
        error(answer, 403);
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElse("")).contains("rekey.write");
    }

    @Test
    void A04_a_token_in_the_query_is_refused() throws Exception {
        assertThat(error(send(as(TestApi.READER, "?access_token=reader")), 400)
                        .path("scimType")
                        .asString())
                .isEqualTo("invalidSyntax");
    }

    @Test
    void a_good_token_gets_in() throws Exception {
        HttpResponse<String> answer = send(as(TestApi.READER, ""));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/scim+json");
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    }

    @ParameterizedTest
    @CsvSource({
        "unknown,404,,there is no such thing",
        "conflict,409,,it is closed",
        "taken,409,uniqueness,it is taken",
        "rule,400,invalidValue,name must be shorter",
        "malformed,400,invalidSyntax,name is no name",
        "path,400,invalidPath,no such path",
    })
    void a_refusal_is_an_error_of_the_protocol(String how, int status, String scimType, String detail)
            throws Exception {
        JsonNode error = error(send(as(TestApi.READER, "/fails/" + how)), status);
        assertThat(error.path("scimType").asString("")).isEqualTo(scimType == null ? "" : scimType);
        assertThat(error.path("detail").asString()).isEqualTo(detail);
    }

    @Test
    void A31_a_failure_tells_a_trace_id_and_nothing_else() throws Exception {
        JsonNode error = error(send(as(TestApi.READER, "/fails/otherwise")), 500);
        assertThat(error.path("detail").asString())
                .matches("the trace id leads to it in the log \\(trace id [0-9a-f]{32}\\)");
    }

    @Test
    void what_is_not_there_is_told_in_the_same_form() throws Exception {
        error(send(as(TestApi.READER, "/nowhere")), 404);
        error(send(as(TestApi.READER, "").DELETE()), 405);
        error(send(as(TestApi.READER, "").header("Accept", "text/html")), 406);
        error(
                send(as(TestApi.WRITER, "").header("Content-Type", "text/plain").POST(BodyPublishers.ofString("{}"))),
                415);
    }

    @Test
    void parameters_that_nobody_knows_are_ignored() throws Exception {
        assertThat(send(as(TestApi.READER, "?aadOptscim062020&sortBy=x&=&")).statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"dryRun=true,400", "x=1&dryRun,400", "dry%52un=true,400", "tenant=globex,403", "owner=x,403"})
    void parameters_that_would_mean_something_elsewhere_are_refused(String parameterAndStatus) throws Exception {
        String[] parts = parameterAndStatus.split(",");
        error(send(as(TestApi.READER, "?" + parts[0])), Integer.parseInt(parts[1]));
    }

    @RestController
    static class Undeclared {

        @GetMapping(path = "/scim/v2/Undeclared", produces = "application/scim+json")
        String open() {
            return "{}";
        }
    }

    @Test
    void an_endpoint_that_declares_no_level_stops_the_start() {
        assertThatThrownBy(() -> AdminApiIT.run(TestApi.class, Undeclared.class).close())
                .hasStackTraceContaining("lacks @Requires");
    }

    private static JsonNode error(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/scim+json");
        JsonNode error = JsonMapper.shared().readTree(answer.body());
        assertThat(error.at("/schemas/0").asString()).isEqualTo("urn:ietf:params:scim:api:messages:2.0:Error");
        assertThat(error.path("status").isString()).isTrue();
        assertThat(error.path("status").asString()).isEqualTo(Integer.toString(status));
        return error;
    }

    private static HttpRequest.Builder as(String token, String path) {
        return HttpRequest.newBuilder(URI.create(things + path)).header("Authorization", "Bearer " + token);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }
}
