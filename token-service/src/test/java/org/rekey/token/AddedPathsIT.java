package org.rekey.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rekey.domain.api.AccessLevel;
import org.rekey.domain.api.ApiKey;
import org.rekey.domain.api.RegisterApi;
import org.rekey.domain.token.TokenFormat;
import org.rekey.domain.token.TokenPolicy;
import org.rekey.domain.token.TokenType;
import org.rekey.eventstore.testing.EmbeddedDatabase;
import org.rekey.token.TestClient.Spec;

class AddedPathsIT {

    private static final String OSIGU = "/v1/oauth/token";
    private static final String DEALCLOUD = "/api/rest/v1/oauth/token";
    private static final String GRANT = "grant_type=client_credentials";
    private static final TokenServer server = TokenServer.shared();
    private static final TestClient client = server.client("added-paths", "asset-listing:READ,WRITE");

    private static HttpRequest.Builder withoutBody(String pathAndQuery) {
        return server.request(pathAndQuery)
                .header("Authorization", client.basic())
                .POST(BodyPublishers.noBody());
    }

    private static void assertInvalidRequest(Reply reply) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(400);
        assertThat(reply.error()).isEqualTo("invalid_request");
        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
        assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/token", "/plt/oauth2/token", OSIGU, DEALCLOUD})
    void DE_02_DE_03_DI_12_DI_13_DC_01_DC_02_OS_02_OS_04_the_token_endpoint_has_these_paths_too(String path) {
        Reply inHeader = client.ask(path, GRANT);
        Reply inBody =
                server.send(server.post(path, GRANT + "&client_id=added-paths&client_secret=" + client.secret()));

        assertThat(inHeader.status()).as(inHeader.toString()).isEqualTo(200);
        assertThat(inBody.status()).as(inBody.toString()).isEqualTo(200);
        assertThat(client.introspect(inBody.token()).active()).isTrue();
        assertThat(inBody.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void OS_05_the_grant_may_stand_in_the_query_and_the_body_be_empty() {
        Reply reply = server.send(withoutBody(OSIGU + "?" + GRANT));
        Reply withScope = server.send(withoutBody(OSIGU + "?scope=asset-listing.write&" + GRANT));
        Reply typed = client.ask(OSIGU + "?" + GRANT, "");
        Reply half = client.ask(OSIGU + "?" + GRANT, "scope=asset-listing.write");

        assertThat(reply.text("scope")).isEqualTo("asset-listing.read asset-listing.write");
        assertThat(withScope.text("scope")).isEqualTo("asset-listing.write");
        assertThat(typed.status()).isEqualTo(200);
        assertThat(half.text("scope")).isEqualTo("asset-listing.write");
    }

    @Test
    void OS_05_so_may_it_when_no_length_says_that_the_body_is_empty() {
        String answer = server.raw("POST " + OSIGU + "?" + GRANT + " HTTP/1.1\r\nHost: x\r\nAuthorization: "
                + client.basic() + "\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 200").contains("access_token");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                GRANT + "&scope=asset-listing.read&scope=asset-listing.read",
                GRANT + "&" + GRANT,
                "scope=asset-listing.read",
                "grant_type=",
                GRANT + "&resource=https://api.example",
                GRANT + "&client_id=added-paths",
                GRANT + "&token=x",
                GRANT + "&client_assertion=x"
            })
    void OS_05_nothing_else_may_and_nothing_twice(String query) {
        assertInvalidRequest(server.send(withoutBody(OSIGU + "?" + query)));
    }

    @Test
    void OS_05_what_stands_in_query_and_body_is_refused() {
        assertInvalidRequest(client.ask(OSIGU + "?" + GRANT, GRANT));
        assertInvalidRequest(client.ask(OSIGU + "?scope=asset-listing.read", GRANT + "&scope=asset-listing.read"));
        assertThat(client.ask(OSIGU + "?scope=asset-listing.read", GRANT + "&scope=")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void OS_05_of_other_grants_a_query_says_nothing_else() {
        Reply reply = server.send(withoutBody(OSIGU + "?grant_type=password"));

        assertThat(reply.error()).isEqualTo("unsupported_grant_type");
    }

    @Test
    void a_body_that_says_something_must_say_what_it_is() {
        assertInvalidRequest(server.send(server.request(OSIGU + "?" + GRANT)
                .header("Authorization", client.basic())
                .POST(BodyPublishers.ofString("scope=asset-listing.read"))));
        assertInvalidRequest(server.send(server.request(OSIGU + "?" + GRANT)
                .header("Authorization", client.basic())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}"))));
    }

    @Test
    void on_the_main_path_nothing_of_this_counts() {
        assertInvalidRequest(server.send(withoutBody("/oauth2/token?" + GRANT)));
        assertInvalidRequest(server.send(withoutBody("/oauth2/token")));
    }

    @Test
    void OS_08_DE_06_the_type_is_written_in_small_letters_for_a_client_that_asks_for_it() {
        TestClient lower = TestClient.create(
                server,
                Spec.of("lower-case", "asset-listing")
                        .with(new TokenPolicy(
                                TokenFormat.OPAQUE, Duration.ofHours(1), false, TokenType.LOWER_CASE_BEARER)));

        Reply reply = lower.ask("/token", GRANT);

        assertThat(reply.text("token_type")).isEqualTo("bearer");
        assertThat(lower.introspect(reply.token()).text("token_type")).isEqualTo("Bearer");
        assertThat(client.ask("/token", GRANT).text("token_type")).isEqualTo("Bearer");
    }

    @Test
    void DC_18_the_documented_body_is_taken_in_one_line_and_refused_in_four() {
        server.does(new RegisterApi(
                new ApiKey("dealcloud"),
                TokenServer.definition(
                        Map.of(AccessLevel.READ, "data", AccessLevel.WRITE, "user_management"),
                        null,
                        "READ",
                        "WRITE")));
        TestClient.create(server, Spec.of("1060", "dealcloud:READ,WRITE").imported("1356GYNU"));
        String[] lines = {
            "scope=data user_management", "&grant_type=client_credentials", "&client_id=1060", "&client_secret=1356GYNU"
        };

        Reply one = server.send(server.post(DEALCLOUD, String.join("", lines)));
        Reply four = server.send(server.post(DEALCLOUD, String.join("\n", lines)));

        assertThat(one.text("scope")).as(one.toString()).isEqualTo("data user_management");
        assertInvalidRequest(four);
        assertThat(four.text("error_description")).contains("white space");
        assertThat(four.body()).doesNotContain("1356GYNU");
        assertInvalidRequest(server.send(server.post("/oauth2/token", String.join("\r\n", lines))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "PUT", "PATCH", "DELETE"})
    void T08_T09_other_methods_are_answered_405_with_Allow(String method) {
        Reply reply = server.send(server.request(DEALCLOUD).method(method, BodyPublishers.noBody()));

        assertThat(reply.status()).isEqualTo(405);
        assertThat(reply.header("Allow")).isEqualTo("POST");
        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
    }

    @Test
    void T09_so_are_TRACE_and_OPTIONS_as_on_the_main_path() {
        String trace = server.raw("TRACE " + DEALCLOUD + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        Reply options = server.send(server.request(DEALCLOUD).method("OPTIONS", BodyPublishers.noBody()));

        assertThat(trace).startsWith("HTTP/1.1 405").contains("Allow: POST\r\n").contains("\"error\"");
        assertThat(options.status()).isEqualTo(204);
        assertThat(options.header("Allow")).isEqualTo("POST, OPTIONS");
    }

    @Test
    void a_path_below_the_admin_API_is_not_meant_by_one_that_begins_alike() {
        String malformed = server.raw(
                "POST " + DEALCLOUD + "/%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");

        assertThat(malformed)
                .startsWith("HTTP/1.1 400")
                .contains("application/json")
                .contains("\"error\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/token/", "/TOKEN", "/token/x", "/v1/oauth", "//token", "/token%2F"})
    void a_path_that_is_nearly_right_is_none(String path) {
        Reply reply = server.send(server.post(path, GRANT).header("Authorization", client.basic()));

        assertThat(reply.status()).as(reply.toString()).isBetween(400, 404);
    }

    @Test
    void a_server_whose_added_path_is_taken_does_not_start() {
        Map<String, Object> properties = new HashMap<>(EmbeddedDatabase.freshProperties());
        properties.put("rekey.token.paths", "/api/v1/token");

        assertThatThrownBy(() -> TokenServer.start(properties)).hasStackTraceContaining("rekey.token.paths");
    }
}
