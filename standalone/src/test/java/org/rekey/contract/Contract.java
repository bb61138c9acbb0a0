package org.rekey.contract;

import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Whether an exchange is one that the document describes. */
public final class Contract {

    private static final Contract COMMITTED = new Contract(OpenApi.committed());
    private static final JsonMapper JSON = new JsonMapper();
    private static final String EVERYWHERE = "#/x-rekey-everywhere/responses/";
    private static final String FORM = "application/x-www-form-urlencoded";

    private final OpenApi api;
    private final Schemas schemas;

    Contract(OpenApi api) {
        this.api = api;
        this.schemas = new Schemas(api);
    }

    public static Contract committed() {
        return COMMITTED;
    }

    public OpenApi api() {
        return api;
    }

    /** @throws AssertionError with all that is wrong */
    public void check(HttpResponse<String> response) {
        Exchange exchange = Exchange.of(response);
        List<String> violations = violations(exchange);
        if (!violations.isEmpty()) {
            throw new AssertionError("docs/openapi.yaml does not say so: " + violations + " of " + exchange);
        }
    }

    List<String> violations(Exchange exchange) {
        List<String> violations = new ArrayList<>();
        Optional<Operation> operation = operation(exchange);
        Optional<String> response = operation
                .map(found -> found.pointer() + "/responses/" + exchange.status())
                .or(() -> Optional.of(EVERYWHERE + exchange.status()))
                .flatMap(api::resolve);
        if (response.isEmpty()) {
            violations.add(
                    operation.isPresent()
                            ? "no status " + exchange.status() + " of " + operation.get()
                            : (api.knows(exchange.uri().getPath()) ? "no such method" : "no such path"));
            return violations;
        }
        checkHeaders(exchange, response.get(), violations);
        checkBody(exchange, response.get(), violations);
        if (operation.isPresent() && exchange.status() < 300) {
            checkRequest(exchange, operation.get(), violations);
        }
        return violations;
    }

    /** RFC 9110 section 9.3.2: HEAD is GET without the body. */
    private Optional<Operation> operation(Exchange exchange) {
        String method = exchange.method().equals("HEAD") ? "GET" : exchange.method();
        return api.operation(method, exchange.uri().getPath());
    }

    private void checkHeaders(Exchange exchange, String response, List<String> violations) {
        for (String name : api.at(response).path("headers").propertyNames()) {
            String header =
                    api.resolve(response + "/headers/" + OpenApi.escaped(name)).orElseThrow();
            List<String> values = exchange.headers().allValues(name);
            if (values.isEmpty() && api.at(header).path("required").asBoolean(false)) {
                violations.add("no header " + name);
            }
            values.forEach(value -> schemas.errors(header + "/schema", StringNode.valueOf(value))
                    .forEach(error -> violations.add("header " + name + error)));
        }
    }

    private void checkBody(Exchange exchange, String response, List<String> violations) {
        JsonNode content = api.at(response).path("content");
        if (exchange.body().isEmpty()) {
            boolean optional =
                    api.at(response).path("x-rekey-body").asString("").equals("optional");
            if (!content.isEmpty() && !optional && !exchange.method().equals("HEAD")) {
                violations.add("no body");
            }
            return;
        }
        String type = mediaType(exchange.headers().firstValue("Content-Type").orElse(""));
        if (!content.has(type)) {
            violations.add("no content of type '" + type + "'");
            return;
        }
        violations.addAll(
                errors(response + "/content/" + OpenApi.escaped(type) + "/schema", () -> json(exchange.body())));
    }

    /** What the server takes must be what the document lets one send. */
    private void checkRequest(Exchange exchange, Operation operation, List<String> violations) {
        if (isAlsoAt(exchange, operation)) {
            return;
        }
        Optional<String> body = api.resolve(operation.pointer() + "/requestBody");
        if (exchange.requestBody().isEmpty()) {
            if (body.isPresent() && api.at(body.get()).path("required").asBoolean(false)) {
                violations.add("no request body");
            }
            return;
        }
        String type = mediaType(exchange.requestType());
        Optional<String> schema =
                body.flatMap(found -> api.resolve(found + "/content/" + OpenApi.escaped(type) + "/schema"));
        if (schema.isEmpty()) {
            violations.add("no request body of type '" + type + "'");
            return;
        }
        errors(schema.get(), () -> type.equals(FORM) ? form(exchange.requestBody()) : json(exchange.requestBody()))
                .forEach(error -> violations.add("request" + error));
    }

    /** There the query may stand in for the form. */
    private static boolean isAlsoAt(Exchange exchange, Operation operation) {
        return !operation.isAt(exchange.uri().getPath());
    }

    private List<String> errors(String pointer, Supplier<JsonNode> value) {
        try {
            return schemas.errors(pointer, value.get());
        } catch (JacksonException e) {
            return List.of("not JSON: " + e.getOriginalMessage());
        }
    }

    private static JsonNode json(String text) {
        return JSON.readTree(text);
    }

    private JsonNode form(String text) {
        ObjectNode form = JSON.createObjectNode();
        for (String pair : text.split("&")) {
            Map.Entry<String, String> parameter = parameter(pair);
            if (parameter.getKey().equals("resource")) {
                form.withArray("resource").add(parameter.getValue());
            } else {
                form.put(parameter.getKey(), parameter.getValue());
            }
        }
        return form;
    }

    private static Map.Entry<String, String> parameter(String pair) {
        int equals = pair.indexOf('=');
        return Map.entry(
                decoded(pair.substring(0, equals < 0 ? pair.length() : equals)),
                equals < 0 ? "" : decoded(pair.substring(equals + 1)));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static String mediaType(String contentType) {
        return contentType.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
    }
}
