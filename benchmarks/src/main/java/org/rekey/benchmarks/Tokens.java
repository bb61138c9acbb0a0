package org.rekey.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import tools.jackson.databind.json.JsonMapper;

/** Asks a server for tokens, one at a time. */
final class Tokens {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI endpoint;

    Tokens(int port) {
        this.endpoint = URI.create("http://127.0.0.1:" + port + "/oauth2/token");
    }

    /** @param scope empty for all */
    String of(Credential client, String scope) throws IOException {
        HttpResponse<String> answer = ask(client, scope);
        if (answer.statusCode() != 200) {
            throw new IOException("no token: " + answer.body());
        }
        return JSON.readTree(answer.body()).get("access_token").asString();
    }

    /** The scopes of a new token; empty when there is none. */
    String scopeOf(Credential client) throws IOException {
        HttpResponse<String> answer = ask(client, "");
        return answer.statusCode() == 200
                ? JSON.readTree(answer.body()).get("scope").asString()
                : "";
    }

    private HttpResponse<String> ask(Credential client, String scope) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(endpoint)
                .header("Authorization", client.basic())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(
                        "grant_type=client_credentials" + (scope.isEmpty() ? "" : "&scope=" + scope)))
                .build();
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
