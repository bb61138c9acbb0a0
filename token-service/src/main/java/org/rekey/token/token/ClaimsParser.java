package org.rekey.token.token;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The claims of our own JWTs that are not looked up live. */
final class ClaimsParser {

    private static final JsonFactory FACTORY = new JsonFactory();

    private String jti = "";
    private String clientId = "";
    private String credentialId = "";
    private String scope = "";
    private long issuedAt;
    private long expiresAt;
    private @Nullable String resource;
    private @Nullable String jkt;
    private @Nullable String origin;

    private ClaimsParser() {}

    static @Nullable TokenFacts parse(byte[] claims) {
        try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), claims)) {
            ClaimsParser parser = new ClaimsParser();
            parser.object(json);
            return new TokenFacts(
                    parser.jti,
                    parser.clientId,
                    parser.credentialId,
                    parser.scope,
                    parser.issuedAt,
                    parser.expiresAt,
                    parser.resource,
                    parser.jkt,
                    parser.origin);
        } catch (JacksonException e) {
            return null;
        }
    }

    private void object(JsonParser json) {
        json.nextToken();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            json.nextToken();
            claim(name, json);
        }
    }

    private void claim(String name, JsonParser json) {
        switch (name) {
            case "jti" -> jti = json.getString();
            case "client_id" -> clientId = json.getString();
            case "sid" -> credentialId = json.getString();
            case "scope" -> scope = json.getString();
            case "iat" -> issuedAt = json.getLongValue();
            case "exp" -> expiresAt = json.getLongValue();
            case "log" -> origin = json.getString();
            case "resource" -> resource = json.getString();
            case "cnf" -> confirmation(json);
            default -> json.skipChildren();
        }
    }

    private void confirmation(JsonParser json) {
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            json.nextToken();
            if (name.equals("jkt")) {
                jkt = json.getString();
            }
        }
    }
}
