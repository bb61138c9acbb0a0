package org.rekey.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Registers an API and clients with a running Rekey, as any administrator would: {@code <data dir> <port> <count> <format> <file>}. */
class RekeyClients {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int AT_ONCE = 8;

    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;
    private final String bearer;

    private RekeyClients(int port, Credential administrator) throws IOException {
        this.url = "http://127.0.0.1:" + port;
        this.bearer = "Bearer " + new Tokens(port).of(administrator, "");
    }

    public static void main(String[] args) throws Exception {
        JsonNode firstRun = JSON.readTree(Files.readString(Path.of(args[0], "first-run.json")));
        Credential administrator = new Credential(
                firstRun.get("clientId").asString(),
                firstRun.get("clientSecret").asString());
        RekeyClients clients = new RekeyClients(Integer.parseInt(args[1]), administrator);
        clients.registerApi();
        List<Credential> created = clients.create(Integer.parseInt(args[2]), args[3]);
        Files.write(Path.of(args[4]), created.stream().map(Credential::line).toList());
    }

    private void registerApi() throws IOException, InterruptedException {
        List<Map<String, String>> endpoints = Stream.of(
                        "/v1/orders",
                        "/v1/orders/{id}",
                        "/v1/orders/{id}/lines",
                        "/v1/orders/{id}/lines/{line}",
                        "/v1/prices/**")
                .map(path -> Map.of("method", "GET", "path", path, "access", "READ"))
                .toList();
        HttpResponse<String> answer = post(
                "/api/v1/apis",
                Map.of("key", "orders", "name", "Orders", "access", List.of("READ"), "endpoints", endpoints));
        expect(answer, 201, 409);
    }

    private List<Credential> create(int count, String format) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<Credential>> created = IntStream.range(0, count)
                    .mapToObj(i -> pool.submit(() -> create(format + " " + i, format)))
                    .toList();
            Stream.Builder<Credential> credentials = Stream.builder();
            for (Future<Credential> credential : created) {
                credentials.add(credential.get());
            }
            return credentials.build().toList();
        } finally {
            pool.shutdownNow();
        }
    }

    private Credential create(String name, String format) throws IOException, InterruptedException {
        HttpResponse<String> answer = post(
                "/api/v1/clients",
                Map.of(
                        "name",
                        name,
                        "rotationInterval",
                        "P90D",
                        "scopes",
                        List.of(Map.of("api", "orders", "access", List.of("READ"))),
                        "token",
                        Map.of("format", format)));
        expect(answer, 201);
        JsonNode client = JSON.readTree(answer.body());
        return new Credential(
                client.get("clientId").asString(), client.get("clientSecret").asString());
    }

    private HttpResponse<String> post(String path, Map<String, ?> body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .header("Authorization", bearer)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    private static void expect(HttpResponse<String> answer, int... statuses) throws IOException {
        if (IntStream.of(statuses).noneMatch(status -> status == answer.statusCode())) {
            throw new IOException(answer.request() + " -> " + answer.statusCode() + " " + answer.body());
        }
    }
}
