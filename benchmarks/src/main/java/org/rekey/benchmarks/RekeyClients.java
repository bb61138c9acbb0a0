package org.rekey.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Registers an API and clients with a running Rekey, as any administrator would: {@code <data dir> <port> <count> <format> <file>}. */
class RekeyClients {

    private RekeyClients() {}

    public static void main(String[] args) throws Exception {
        AdminCalls admin = AdminCalls.of(Path.of(args[0]), Integer.parseInt(args[1]));
        registerApi(admin);
        List<Credential> created =
                admin.many(Integer.parseInt(args[2]), i -> create(admin, args[3] + " " + i, args[3]));
        Files.write(Path.of(args[4]), created.stream().map(Credential::line).toList());
    }

    static void registerApi(AdminCalls admin) throws IOException {
        List<Map<String, String>> endpoints = Stream.of(
                        "/v1/orders",
                        "/v1/orders/{id}",
                        "/v1/orders/{id}/lines",
                        "/v1/orders/{id}/lines/{line}",
                        "/v1/prices/**")
                .map(path -> Map.of("method", "GET", "path", path, "access", "READ"))
                .toList();
        admin.call(
                "POST",
                "/api/v1/apis",
                Map.of("key", "orders", "name", "Orders", "access", List.of("READ"), "endpoints", endpoints),
                201,
                409);
    }

    private static Credential create(AdminCalls admin, String name, String format) throws IOException {
        JsonNode client = admin.call(
                "POST",
                "/api/v1/clients",
                Map.of(
                        "name",
                        name,
                        "rotationInterval",
                        "P90D",
                        "scopes",
                        List.of(Map.of("api", "orders", "access", List.of("READ"))),
                        "token",
                        Map.of("format", format)),
                201);
        return new Credential(
                client.get("clientId").asString(), client.get("clientSecret").asString());
    }
}
