package org.rekey.journey;

import java.net.http.HttpResponse;
import java.util.Base64;
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

    String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    String token() {
        return expect(200).text("access_token");
    }

    /** What the access token says, when it is a JWT. */
    JsonNode claims() {
        return JSON.readTree(Base64.getUrlDecoder().decode(token().split("\\.")[1]));
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
