package org.rekey.token;

import java.net.http.HttpHeaders;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What came back. */
record Reply(int status, HttpHeaders headers, String body) {

    private static final JsonMapper MAPPER = new JsonMapper();

    JsonNode json() {
        return MAPPER.readTree(body);
    }

    String text(String field) {
        return json().path(field).asString("");
    }

    String error() {
        return text("error");
    }

    String token() {
        return text("access_token");
    }

    boolean active() {
        return json().path("active").asBoolean();
    }

    String header(String name) {
        return headers.firstValue(name).orElse("");
    }
}
