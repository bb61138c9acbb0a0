package org.rekey.interop;

import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What came back over HTTP. */
record Answer(HttpResponse<String> response) {

    static final JsonMapper JSON = new JsonMapper();

    int status() {
        return response.statusCode();
    }

    String body() {
        return response.body();
    }

    JsonNode json() {
        return JSON.readTree(response.body());
    }

    String text(String member) {
        return json().path(member).asString();
    }

    /** The header's first value, or an empty text. */
    String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    Answer expect(int expected) {
        if (status() != expected) {
            throw new AssertionError("expected " + expected + " but got " + this);
        }
        return this;
    }

    @Override
    public String toString() {
        return status() + " " + response.request().method() + " " + response.uri() + " " + body();
    }
}
