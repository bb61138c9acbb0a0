package org.rekey.contract;

import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * A method of a path.
 *
 * @param template as in {@code /api/v1/clients/{id}}
 * @param pointer where it stands in the document
 */
public record Operation(String method, String template, String pointer, JsonNode node) {

    public String id() {
        return node.path("operationId").asString();
    }

    public List<Integer> statuses() {
        return List.copyOf(new TreeSet<>(node.path("responses").propertyNames())).stream()
                .map(Integer::valueOf)
                .toList();
    }

    /** The scope of the API {@code rekey} that it needs; empty when it needs none. */
    public String scope() {
        for (JsonNode way : node.path("security")) {
            return way.path("clientCredentials").path(0).asString("");
        }
        return "";
    }

    boolean isAt(String path) {
        return pattern(template).matcher(path).matches();
    }

    static Pattern pattern(String template) {
        return Pattern.compile(template.replace(".", "\\.").replaceAll("\\{[A-Za-z]+}", "[^/]+"));
    }

    @Override
    public String toString() {
        return method + " " + template;
    }
}
