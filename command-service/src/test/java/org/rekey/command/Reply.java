package org.rekey.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An answer over HTTP. */
record Reply(HttpResponse<String> http) {

    int status() {
        return http.statusCode();
    }

    JsonNode json() {
        return JsonMapper.shared().readTree(http.body());
    }

    String text(String pointer) {
        return json().at(pointer).asString();
    }

    String header(String name) {
        return http.headers().firstValue(name).orElse("");
    }

    long position() {
        return Long.parseLong(header("Rekey-Position"));
    }

    Reply expect(int status) {
        assertThat(status()).as(http.body()).isEqualTo(status);
        if (status < 300) {
            assertThat(header("Rekey-Position")).matches("[0-9]+");
        }
        assertThat(header("Cache-Control")).isEqualTo("no-store");
        return this;
    }

    /** Problem details, at fault being the field. */
    Reply expect(int status, String field) {
        expect(status);
        assertThat(header("Content-Type")).startsWith("application/problem+json");
        assertThat(text("/errors/0/field")).as(http.body()).isEqualTo(field);
        return this;
    }
}
