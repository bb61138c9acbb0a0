package org.rekey.contract;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The schemas of the document, closed: its readers must not mind members that they do not know, but the server has none
 * that the document does not.
 */
final class Schemas {

    private static final String IRI = "https://rekey.invalid/openapi";
    private static final String NAMED = "#/components/schemas/";

    private final JsonNode closed;
    private final SchemaRegistry registry;
    private final Map<String, Schema> known = new ConcurrentHashMap<>();

    Schemas(OpenApi api) {
        this.closed = api.document().deepCopy();
        close(closed);
        String named = "{\"$defs\":" + closed.at("/components/schemas") + "}";
        this.registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(Map.of(IRI, named))
                        .schemaRegistryConfig(SchemaRegistryConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build()));
    }

    private static void close(JsonNode node) {
        node.forEach(Schemas::close);
        if (!(node instanceof ObjectNode object)) {
            return;
        }
        if (object.path("$ref").isString()) {
            object.put("$ref", object.path("$ref").asString().replace(NAMED, IRI + "#/$defs/"));
        }
        boolean isSchema = object.path("properties").isObject()
                && object.path("type").asString("").equals("object");
        if (isSchema && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
    }

    /** What is wrong with the value, if anything. */
    List<String> errors(String pointer, JsonNode value) {
        return known
                .computeIfAbsent(pointer, at -> registry.getSchema(closed.at(at.substring(1))))
                .validate(value)
                .stream()
                .map(error -> error.getInstanceLocation() + " " + error.getMessage())
                .toList();
    }
}
