package org.rekey.journey;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.rekey.contract.Contract;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An administrator and a program, talking to a running Rekey with nothing but the first-run file. */
final class RekeyHttp {

    record Credentials(String id, String secret) {
        static Credentials of(Answer answer) {
            return of(answer.json());
        }

        static Credentials of(JsonNode json) {
            return new Credentials(
                    json.path("clientId").asString(), json.path("clientSecret").asString());
        }
    }

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final String url;
    private final Credentials administrator;
    private String adminToken = "";

    RekeyHttp(Path dataDirectory, String url) {
        this(url, Credentials.of(firstRun(dataDirectory)));
    }

    RekeyHttp(String url, Credentials administrator) {
        this.url = url;
        this.administrator = administrator;
    }

    static JsonNode firstRun(Path dataDirectory) {
        try {
            return new JsonMapper().readTree(Files.readString(dataDirectory.resolve("first-run.json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every later call of the admin API uses this token. */
    RekeyHttp signIn() {
        adminToken = token(administrator).expect(200).text("access_token");
        return this;
    }

    /** Another copy of the same service, with the same access token. */
    RekeyHttp at(String otherUrl) {
        RekeyHttp there = new RekeyHttp(otherUrl, administrator);
        there.adminToken = adminToken;
        return there;
    }

    /** The same server, administered with the rights of this client. */
    RekeyHttp as(Credentials other) {
        return new RekeyHttp(url, other).signIn();
    }

    /** Something to be granted; whether it is there already does not matter. */
    RekeyHttp withAnApi() {
        post("/api/v1/apis", "{\"key\":\"orders\",\"name\":\"Orders\",\"access\":[\"READ\"]}");
        return this;
    }

    /** An API with this in its catalogue entry beside the key. */
    RekeyHttp withAnApi(String key, String more) {
        post("/api/v1/apis", "{\"key\":\"%s\",\"name\":\"%s\",%s}".formatted(key, key, more))
                .expect(201);
        return this;
    }

    Answer token(Credentials client) {
        return form("/oauth2/token", client, "grant_type=client_credentials");
    }

    Answer introspect(String token) {
        return form("/oauth2/introspect", administrator, "token=" + encoded(token));
    }

    Answer revoke(Credentials client, String token) {
        return form("/oauth2/revoke", client, "token=" + encoded(token));
    }

    Answer form(String path, Credentials client, String body) {
        return send(form(path, body).header("Authorization", basic(client)));
    }

    HttpRequest.Builder form(String path, String body) {
        return request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body));
    }

    static String basic(Credentials client) {
        return "Basic "
                + Base64.getEncoder()
                        .encodeToString((encoded(client.id()) + ":" + encoded(client.secret()))
                                .getBytes(StandardCharsets.UTF_8));
    }

    /** What a gateway asks about a request that it has received. */
    Answer check(String token, String method, String uri) {
        return send(checking(method, uri).header("Authorization", "Bearer " + token));
    }

    HttpRequest.Builder checking(String method, String uri) {
        return request("/oauth2/check")
                .header("X-Original-Method", method)
                .header("X-Original-URI", uri)
                .GET();
    }

    Answer get(String path) {
        return send(asAdministrator(path).GET());
    }

    Answer post(String path, String json) {
        return send(
                asAdministrator(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    /** @param json null for no body */
    Answer call(String method, String path, @Nullable String json) {
        HttpRequest.Builder request = asAdministrator(path);
        return send(
                json == null
                        ? request.method(method, BodyPublishers.noBody())
                        : request.header("Content-Type", "application/json")
                                .method(method, BodyPublishers.ofString(json)));
    }

    Answer patch(String path, String json) {
        return send(asAdministrator(path)
                .header("Content-Type", "application/merge-patch+json")
                .method("PATCH", BodyPublishers.ofString(json)));
    }

    Answer delete(String path) {
        return send(asAdministrator(path).DELETE());
    }

    Credentials createClient(String name, String more) {
        return create(name, "\"scopes\":\"all\"" + (more.isEmpty() ? "" : "," + more));
    }

    Credentials create(String name, String more) {
        return Credentials.of(post("/api/v1/clients", "{\"name\":\"%s\",%s}".formatted(name, more))
                .expect(201));
    }

    /** Whatever comes back must be as {@code docs/openapi.yaml} says. */
    Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response =
                    http.send(request.timeout(Duration.ofSeconds(30)).build(), BodyHandlers.ofString());
            Contract.committed().check(response);
            return Answer.of(response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path)).header("Accept", "application/json");
    }

    HttpRequest.Builder asAdministrator(String path) {
        return HttpRequest.newBuilder(URI.create(url + path)).header("Authorization", "Bearer " + adminToken);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
