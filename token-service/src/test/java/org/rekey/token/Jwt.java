package org.rekey.token;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A JSON Web Token, taken apart and put together again without a look at its signature. */
record Jwt(String header, String claims, String signature) {

    private static final JsonMapper MAPPER = new JsonMapper();

    static Jwt of(String token) {
        String[] parts = token.split("\\.");
        return new Jwt(parts[0], parts[1], parts[2]);
    }

    JsonNode headerJson() {
        return json(header);
    }

    JsonNode claimsJson() {
        return json(claims);
    }

    String claim(String name) {
        return claimsJson().path(name).asString("");
    }

    Jwt withHeader(String json) {
        return new Jwt(encode(json), claims, signature);
    }

    Jwt withClaims(String json) {
        return new Jwt(header, encode(json), signature);
    }

    Jwt withSignature(String other) {
        return new Jwt(header, claims, other);
    }

    String text() {
        return header + "." + claims + "." + signature;
    }

    private static JsonNode json(String part) {
        return MAPPER.readTree(Base64.getUrlDecoder().decode(part));
    }

    private static String encode(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
