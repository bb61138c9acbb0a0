package org.rekey.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenRequestIT {

    private static final TokenServer server = TokenServer.shared();
    private static final TestClient client = server.client("requests", "asset-listing");
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String GRANT = "grant_type=client_credentials";

    private static void assertError(Reply reply, int status, String error) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(status);
        assertThat(reply.error()).isEqualTo(error);
        assertThat(reply.text("error_description")).isNotEmpty();
        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
        assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
    }

    private static Reply typed(String contentType, String body) {
        return server.send(server.request("/oauth2/token")
                .header("Authorization", client.basic())
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofString(body)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/oauth2/token", "/oauth2/introspect", "/oauth2/revoke"})
    void T08_R06_GET_is_answered_405_with_Allow(String path) {
        Reply reply = server.get(path);

        assertError(reply, 405, "invalid_request");
        assertThat(reply.header("Allow")).isEqualTo("POST");
        assertThat(reply.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEAD", "PUT", "PATCH", "DELETE"})
    void T09_other_methods_are_answered_405(String method) {
        Reply reply = server.send(server.request("/oauth2/token").method(method, BodyPublishers.noBody()));

        assertThat(reply.status()).isEqualTo(405);
        assertThat(reply.header("Allow")).isEqualTo("POST");
    }

    @Test
    void T09_TRACE_is_answered_405() {
        assertThat(server.raw("TRACE /oauth2/token HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 405");
    }

    @Test
    void T09_OPTIONS_is_answered_204_and_grants_no_origin_anything() {
        Reply reply = server.send(server.request("/oauth2/token")
                .header("Origin", "https://evil.example")
                .header("Access-Control-Request-Method", "POST")
                .method("OPTIONS", BodyPublishers.noBody()));

        assertThat(reply.status()).isEqualTo(204);
        assertThat(reply.headers().map().keySet()).noneMatch(name -> name.startsWith("access-control"));
    }

    @Test
    void T11_a_grant_type_that_is_only_in_the_query_does_not_count() {
        Reply reply = client.ask("/oauth2/token?" + GRANT, "scope=asset-listing.read");

        assertError(reply, 400, "invalid_request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "grant_type=client_credentials",
                "scope=asset-listing.read",
                "sc%6Fpe=asset-listing.read",
                "token=x",
                "token_type_hint=x",
                "resource=x"
            })
    void a_parameter_in_the_query_is_refused(String query) {
        assertError(client.ask("/oauth2/token?" + query, GRANT), 400, "invalid_request");
        assertError(client.ask("/oauth2/introspect?" + query, "token=x"), 400, "invalid_request");
        assertError(client.ask("/oauth2/revoke?" + query, "token=x"), 400, "invalid_request");
    }

    @Test
    void T12_a_missing_grant_type_is_an_invalid_request() {
        assertError(client.ask("/oauth2/token", "scope=asset-listing.read"), 400, "invalid_request");
        assertError(client.ask("/oauth2/token", "grant_type="), 400, "invalid_request");
        assertError(client.ask("/oauth2/token", ""), 400, "invalid_request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password",
                "authorization_code",
                "refresh_token",
                "urn:ietf:params:oauth:grant-type:device_code",
                "urn:ietf:params:oauth:grant-type:token-exchange",
                "urn:ietf:params:oauth:grant-type:jwt-bearer",
                "CLIENT_CREDENTIALS"
            })
    void T14_T15_other_grants_are_unsupported(String grant) {
        assertError(client.ask("/oauth2/token", "grant_type=" + grant), 400, "unsupported_grant_type");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "&grant_type=client_credentials",
                "&scope=asset-listing.read&scope=asset-listing.read",
                "&client_id=requests&client_id=requests",
                "&client%5Fid=requests&client_id=requests"
            })
    void T17_a_repeated_parameter_is_an_invalid_request(String further) {
        assertError(client.token(further), 400, "invalid_request");
    }

    @Test
    void T18_an_unknown_parameter_is_ignored() {
        assertThat(client.token("&foo=bar&x=%C3%A4").status()).isEqualTo(200);
        assertThat(client.ask("/oauth2/token?foo=bar", GRANT).status()).isEqualTo(200);
    }

    @Test
    void a_parameter_that_is_not_percent_encoded_is_an_invalid_request() {
        assertError(client.token("&foo=%zz"), 400, "invalid_request");
        assertError(client.token("&foo=%4"), 400, "invalid_request");
    }

    @Test
    void T27_JSON_is_an_invalid_request() {
        assertError(typed("application/json", "{\"grant_type\":\"client_credentials\"}"), 400, "invalid_request");
    }

    @Test
    void T28_a_body_without_a_type_is_an_invalid_request() {
        Reply reply = server.send(server.request("/oauth2/token")
                .header("Authorization", client.basic())
                .POST(BodyPublishers.ofString(GRANT)));

        assertError(reply, 400, "invalid_request");
    }

    @Test
    void T30_only_UTF_8_is_read_and_nothing_is_inflated() {
        assertThat(typed(FORM + "; charset=UTF-8", GRANT).status()).isEqualTo(200);
        assertError(typed(FORM + ";charset=utf-16", GRANT), 415, "invalid_request");
        Reply compressed = server.send(server.post("/oauth2/token", GRANT)
                .header("Authorization", client.basic())
                .header("Content-Encoding", "gzip"));
        assertError(compressed, 415, "invalid_request");
    }

    @Test
    void T36_a_length_and_an_encoding_at_once_smuggle_nothing_and_the_connection_is_closed() {
        String hidden = "POST /oauth2/token HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n";
        String answer = server.raw("POST /oauth2/token HTTP/1.1\r\nHost: x\r\nAuthorization: " + client.basic()
                + "\r\nContent-Type: " + FORM + "\r\nContent-Length: " + (hidden.length() + 5)
                + "\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + hidden);

        assertThat(answer).startsWith("HTTP/1.1 400");
        assertThat(answer.split("HTTP/1.1 ", -1)).hasSize(2);
    }

    @Test
    void what_is_no_HTTP_is_answered_400_in_JSON() {
        assertThat(server.raw("GET /oauth2/jwks HTTP/1.1\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("application/json");
    }

    @Test
    void T37_T38_the_issuer_is_not_taken_from_the_request() {
        String answer = server.raw("POST /oauth2/token HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: evil.example"
                + "\r\nX-Forwarded-Proto: gopher\r\nForwarded: host=evil.example\r\nAuthorization: " + client.basic()
                + "\r\nContent-Type: " + FORM + "\r\nConnection: close\r\nContent-Length: " + GRANT.length()
                + "\r\n\r\n"
                + GRANT);

        assertThat(answer).startsWith("HTTP/1.1 200");
        String token = answer.replaceAll("(?s).*\"access_token\":\"([^\"]+)\".*", "$1");
        assertThat(Jwt.of(token).claim("iss")).isEqualTo(TokenServer.ISSUER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x=%ff", "scope=%ff", "%ff=x", "scope=orders.read%C3"})
    void B26_what_is_not_utf_8_is_refused_in_any_parameter(String parameter) {
        assertError(client.ask("/oauth2/token", GRANT + "&" + parameter), 400, "invalid_request");
        assertError(client.ask("/oauth2/token?" + parameter.replace("scope", "y"), GRANT), 400, "invalid_request");
        assertError(client.ask("/oauth2/introspect", "token=x&" + parameter), 400, "invalid_request");
        assertError(client.ask("/oauth2/revoke", "token=x&" + parameter), 400, "invalid_request");
    }

    @Test
    void B01_a_form_may_have_16_KiB() {
        String form = GRANT + "&x=";
        String largest = form + "a".repeat(16 * 1024 - form.length());

        assertThat(client.ask("/oauth2/token", largest).status()).isEqualTo(200);
        for (String path : List.of("/oauth2/token", "/oauth2/introspect", "/oauth2/revoke", "/token")) {
            assertError(client.ask(path, largest + "a"), 413, "invalid_request");
        }
    }

    @Test
    void T41_a_body_of_3_MB_is_answered_413_in_JSON() {
        Reply reply = client.ask("/oauth2/token", GRANT + "&x=" + "a".repeat(3_000_000));

        assertError(reply, 413, "invalid_request");
    }

    @Test
    void T41_so_is_one_of_unknown_length() {
        byte[] body = (GRANT + "&x=" + "a".repeat(600_000)).getBytes(StandardCharsets.US_ASCII);
        Reply reply = server.send(server.request("/oauth2/token")
                .header("Authorization", client.basic())
                .header("Content-Type", FORM)
                .POST(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(body))));

        assertError(reply, 413, "invalid_request");
    }

    @Test
    void a_chunked_form_is_read() {
        Reply reply = server.send(server.request("/oauth2/token")
                .header("Authorization", client.basic())
                .header("Content-Type", FORM)
                .POST(BodyPublishers.ofInputStream(
                        () -> new java.io.ByteArrayInputStream(GRANT.getBytes(StandardCharsets.US_ASCII)))));

        assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(ints = {20_000, 70_000, 1_000_000})
    void T42_a_header_that_is_too_large_is_answered_431_in_JSON(int size) {
        String answer = server.raw("POST /oauth2/token HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nX-Large: "
                + "a".repeat(size) + "\r\n\r\na=b&c");

        assertThat(answer)
                .startsWith("HTTP/1.1 431")
                .contains("Connection: close")
                .contains("application/json")
                .contains("\"error\"");
    }

    @Test
    void T44_slow_senders_are_cut_off_and_nobody_else_notices() throws IOException {
        List<Socket> slow = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            slow.add(slowSender());
        }
        assertThat(client.token().status()).isEqualTo(200);
        String answer = new String(slow.get(0).getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertThat(answer).startsWith("HTTP/1.1 408").contains("\"error\"");
        for (Socket socket : slow) {
            assertThat(socket.getInputStream().readAllBytes()).isNotNull();
            socket.close();
        }
    }

    private static Socket slowSender() throws IOException {
        Socket socket = new Socket("localhost", server.port());
        socket.setSoTimeout((int) Duration.ofSeconds(20).toMillis());
        socket.getOutputStream()
                .write(("POST /oauth2/token HTTP/1.1\r\nHost: x\r\nContent-Type: " + FORM
                                + "\r\nContent-Length: 500\r\n\r\ngrant")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    @Test
    void T67_T68_an_answer_is_not_to_be_kept_and_has_no_refresh_token() {
        Reply reply = client.token();

        assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
        assertThat(reply.json().propertyNames())
                .containsExactlyInAnyOrder("access_token", "token_type", "expires_in", "scope");
        assertThat(reply.text("token_type")).isEqualTo("Bearer");
        assertThat(reply.json().path("expires_in").asInt()).isEqualTo(3600);
    }

    @Test
    void a_path_that_is_nearly_right_is_not_found() {
        assertThat(server.send(server.post("/oauth2/token/", GRANT)).status()).isEqualTo(404);
        assertThat(server.send(server.post("/oauth2/TOKEN", GRANT)).status()).isEqualTo(404);
        assertThat(server.get("/login").status()).isEqualTo(404);
    }
}
