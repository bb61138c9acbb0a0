package org.rekey.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rekey.eventstore.testing.EmbeddedDatabase;

/** Behind a proxy on the same machine, which says where a request comes from and how. */
class PlainHttpIT {

    private static final String GRANT = "grant_type=client_credentials";
    private static final TokenServer server = start(Map.of("server.forward-headers-strategy", "native"));
    private static final TestClient client = server.client("plain-http", "rekey-tokens");

    private static TokenServer start(Map<String, Object> settings) {
        Map<String, Object> properties = new HashMap<>(EmbeddedDatabase.freshProperties());
        properties.putAll(settings);
        return TokenServer.start(properties);
    }

    @AfterAll
    static void close() {
        server.close();
    }

    private static HttpRequest.Builder token(TokenServer server, TestClient client) {
        return server.post("/oauth2/token", GRANT).header("Authorization", client.basic());
    }

    private static void assertRefused(Reply reply, String type) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(400);
        assertThat(reply.header("Content-Type")).isEqualTo(type);
        assertThat(reply.body()).contains("https", "rekey.http.allow-plain");
        assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
    }

    @ParameterizedTest
    @ValueSource(strings = {"203.0.113.7", "2001:db8::7", "192.168.1.77, 203.0.113.7", "12.7.0.1"})
    void DE_10_DC_17_what_comes_from_another_machine_unencrypted_is_refused(String from) {
        Reply reply = server.send(token(server, client).header("X-Forwarded-For", from));

        assertRefused(reply, "application/json");
        assertThat(reply.error()).isEqualTo("invalid_request");
    }

    @ParameterizedTest
    @CsvSource({
        "/oauth2/introspect, application/json",
        "/oauth2/jwks, application/json",
        "/token, application/json",
        "/api/rest/v1/oauth/token, application/json",
        "/nope, application/json",
        "/scim/v2/Users, application/scim+json",
        "/api/v1/clients, application/problem+json",
        "/api/v1, application/problem+json"
    })
    void DE_10_so_is_everything_else_in_the_form_of_its_place(String path, String type) {
        assertRefused(
                server.send(server.request(path)
                        .header("X-Forwarded-For", "203.0.113.7")
                        .GET()),
                type);
    }

    @Test
    void DE_10_the_same_over_https_is_served() {
        Reply reply = server.send(
                token(server, client).header("X-Forwarded-For", "203.0.113.7").header("X-Forwarded-Proto", "https"));

        assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    }

    @Test
    void what_comes_from_this_machine_is_served() {
        assertThat(client.token().status()).isEqualTo(200);
        assertThat(server.send(token(server, client).header("X-Forwarded-For", "127.0.0.1"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void how_the_server_is_may_be_asked_in_any_way() {
        Reply reply = server.send(server.request("/actuator/health/liveness")
                .header("X-Forwarded-For", "203.0.113.7")
                .GET());

        assertThat(reply.body()).doesNotContain("allow-plain");
        assertRefused(
                server.send(server.request("/actuator/env")
                        .header("X-Forwarded-For", "203.0.113.7")
                        .GET()),
                "application/json");
    }

    @Test
    void DE_10_who_allows_it_gets_it() {
        try (TokenServer open =
                start(Map.of("server.forward-headers-strategy", "native", "rekey.http.allow-plain", "true"))) {
            TestClient other = open.client("plain-http-allowed", "rekey-tokens");

            assertThat(open.send(token(open, other).header("X-Forwarded-For", "203.0.113.7"))
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void T38_nobody_is_believed_to_be_a_proxy_unless_that_is_switched_on() {
        TokenServer shared = TokenServer.shared();
        TestClient other = shared.client("plain-http-shared", "asset-listing");

        Reply reply = shared.send(
                token(shared, other).header("X-Forwarded-For", "203.0.113.7").header("X-Forwarded-Proto", "http"));

        assertThat(reply.status()).isEqualTo(200);
    }

    @Test
    void T38_who_is_no_trusted_proxy_is_not_believed() {
        try (TokenServer wary = start(Map.of(
                "server.forward-headers-strategy",
                "native",
                "server.tomcat.remoteip.internal-proxies",
                "192\\.0\\.2\\.1"))) {
            TestClient other = wary.client("plain-http-wary", "rekey-tokens");

            assertThat(wary.send(token(wary, other).header("X-Forwarded-For", "203.0.113.7"))
                            .status())
                    .as("an address that is made up")
                    .isEqualTo(200);
        }
    }
}
