package org.rekey.contract;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The document, to look things up in. */
public final class OpenApi {

    private static final Path COMMITTED = Path.of("..", "docs", "openapi.yaml");
    private static final Set<String> METHODS = Set.of("get", "head", "post", "put", "patch", "delete", "options");
    private static final String ALSO_AT = "x-rekey-also-at";

    private final JsonNode document;
    private final List<Operation> operations = new ArrayList<>();
    private final Map<String, String> alsoAt = new HashMap<>();

    private OpenApi(JsonNode document) {
        this.document = document;
        document.path("paths").properties().forEach(path -> {
            path.getValue().path(ALSO_AT).forEach(also -> alsoAt.put(also.asString(), path.getKey()));
            for (String name : path.getValue().propertyNames()) {
                if (METHODS.contains(name)) {
                    operations.add(new Operation(
                            name.toUpperCase(Locale.ROOT),
                            path.getKey(),
                            "#/paths/" + escaped(path.getKey()) + "/" + name,
                            path.getValue().get(name)));
                }
            }
        });
        // A literal segment says more than a {name}.
        operations.sort(Comparator.comparing(
                operation -> operation.template().chars().filter(c -> c == '{').count()));
    }

    public static OpenApi committed() {
        return new OpenApi(new YAMLMapper().readTree(COMMITTED.toFile()));
    }

    static OpenApi of(String yaml) {
        return new OpenApi(new YAMLMapper().readTree(yaml));
    }

    JsonNode document() {
        return document;
    }

    public List<Operation> operations() {
        return List.copyOf(operations);
    }

    public Operation operation(String id) {
        return operations.stream()
                .filter(operation -> operation.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no operation " + id));
    }

    Optional<Operation> operation(String method, String path) {
        String found = usualPath(path);
        return operations.stream()
                .filter(operation -> operation.method().equals(method) && operation.isAt(found))
                .findFirst();
    }

    boolean knows(String path) {
        String found = usualPath(path);
        return operations.stream().anyMatch(operation -> operation.isAt(found));
    }

    /** At which something stands a second time. */
    public Set<String> furtherPaths() {
        return Set.copyOf(alsoAt.keySet());
    }

    private String usualPath(String path) {
        return alsoAt.getOrDefault(path, path);
    }

    /** Where what stands at a pointer really is, behind any {@code $ref}; empty when there is nothing. */
    Optional<String> resolve(String pointer) {
        JsonNode node = at(pointer);
        if (node.isMissingNode()) {
            return Optional.empty();
        }
        return node.has("$ref") ? resolve(node.path("$ref").asString()) : Optional.of(pointer);
    }

    JsonNode at(String pointer) {
        return document.at(pointer.substring(1));
    }

    static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
