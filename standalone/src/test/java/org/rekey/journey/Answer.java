package org.rekey.journey;

import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What came back over HTTP. */
record Answer(int status, HttpResponse<String> response) {

    private static final JsonMapper JSON = new JsonMapper();

    static Answer of(HttpResponse<String> response) {
        return new Answer(response.statusCode(), response);
    }

    JsonNode json() {
        return JSON.readTree(response.body());
    }

    String text(String member) {
        return json().path(member).asString();
    }

    boolean isActive() {
        return json().path("active").booleanValue();
    }

    Answer expect(int expected) {
        if (status != expected) {
            throw new AssertionError("expected " + expected + " but got " + this);
        }
        return this;
    }

    @Override
    public String toString() {
        return status + " " + response.request().method() + " " + response.uri() + " " + response.body();
    }
}
