package org.rekey.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rekey.eventstore.testing.EmbeddedDatabase;
import tools.jackson.databind.json.JsonMapper;

class TransportErrorsIT {

    private static final TokenServer server = TokenServer.shared();

    private static String ask(String requestLine) {
        return server.raw(requestLine + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    }

    /** As long as announced, and JSON. */
    private static void assertComplete(String answer, String type) {
        String[] parts = answer.split("\r\n\r\n", 2);
        assertThat(parts[0]).contains("Content-Type: " + type).contains("Content-Length: " + parts[1].length());
        assertThat(new JsonMapper().readTree(parts[1]).isObject()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a%2Fb", "%00", "%zz", "%5c"})
    void a_path_that_is_refused_is_answered_in_full(String path) {
        String api = ask("GET /api/v1/clients/" + path);
        String scim = ask("GET /scim/v2/Users/" + path);
        String other = ask("GET /" + path);

        assertThat(api).startsWith("HTTP/1.1 400");
        assertComplete(api, "application/problem+json");
        assertThat(scim).startsWith("HTTP/1.1 400").contains("\"status\":\"400\"");
        assertComplete(scim, "application/scim+json");
        assertThat(other).startsWith("HTTP/1.1 400");
        assertComplete(other, "application/json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/oauth2/token", "/oauth2/introspect", "/oauth2/revoke"})
    void T09_TRACE_is_answered_in_full_with_what_is_allowed(String path) {
        String answer = ask("TRACE " + path);

        assertThat(answer).startsWith("HTTP/1.1 405").contains("Allow: POST\r\n");
        assertComplete(answer, "application/json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"FOO /oauth2/token", "FOO /nope", "TRACE /nope", "GET /nope", "GET /%2e%2e/nope", "GET /error"})
    void everything_else_is_answered_in_full(String requestLine) {
        assertComplete(ask(requestLine), "application/json");
    }

    @Test
    void B27_of_the_actuator_health_alone_is_served_whatever_is_exposed() {
        Map<String, Object> settings = new HashMap<>(EmbeddedDatabase.freshProperties());
        settings.put("management.endpoints.web.exposure.include", "*");
        try (TokenServer open = TokenServer.start(settings)) {
            for (String path :
                    List.of("/actuator", "/actuator/", "/actuator/env", "/actuator/health/db", "/actuator/info")) {
                Reply reply = open.get(path);
                assertThat(reply.status()).as(path).isEqualTo(404);
                assertThat(reply.body()).doesNotContain("href");
            }
            assertThat(open.get("/actuator/health").body()).contains("\"status\"");
        }
        assertThat(server.get("/actuator").status()).isEqualTo(404);
    }

    @Test
    void a_broken_chunk_is_answered_in_full_and_the_connection_is_closed() {
        String answer = server.raw("POST /oauth2/token HTTP/1.1\r\nHost: x\r\nContent-Type:"
                + " application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\nabc\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400").contains("invalid_request");
        assertComplete(answer, "application/json");
    }
}
