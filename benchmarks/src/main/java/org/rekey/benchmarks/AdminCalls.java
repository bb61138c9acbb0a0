package org.rekey.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An administrator of a running Rekey, with the rights of its first run. */
final class AdminCalls {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int AT_ONCE = 8;

    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;
    private final Credential administrator;
    private final String bearer;

    private AdminCalls(int port, Credential administrator) throws IOException {
        this.url = "http://127.0.0.1:" + port;
        this.administrator = administrator;
        this.bearer = "Bearer " + new Tokens(port).of(administrator, "");
    }

    static AdminCalls of(Path dataDirectory, int port) throws IOException {
        JsonNode firstRun = JSON.readTree(Files.readString(dataDirectory.resolve("first-run.json")));
        return new AdminCalls(
                port,
                new Credential(
                        firstRun.get("clientId").asString(),
                        firstRun.get("clientSecret").asString()));
    }

    Credential administrator() {
        return administrator;
    }

    /** @param body null for none */
    JsonNode call(String method, String path, @Nullable Object body, int... expected) throws IOException {
        BodyPublisher publisher =
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(JSON.writeValueAsString(body));
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .header("Authorization", bearer)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .method(method, publisher)
                .build();
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            if (IntStream.of(expected).noneMatch(status -> status == answer.statusCode())) {
                throw new IOException(request + " -> " + answer.statusCode() + " " + answer.body());
            }
            return JSON.readTree(answer.body().isEmpty() ? "{}" : answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** What is made of one number. */
    @FunctionalInterface
    interface Making<T> {
        T make(int number) throws Exception;
    }

    /** Several at once, in the order of their numbers from 0. */
    <T> List<T> many(int count, Making<T> making) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<T>> futures = IntStream.range(0, count)
                    .mapToObj(i -> pool.submit(() -> making.make(i)))
                    .toList();
            List<T> made = new ArrayList<>();
            for (Future<T> future : futures) {
                made.add(future.get());
            }
            return made;
        } finally {
            pool.shutdownNow();
        }
    }
}
