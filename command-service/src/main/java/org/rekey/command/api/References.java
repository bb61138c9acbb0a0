package org.rekey.command.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import org.rekey.adminapi.ProblemException;

/** Nothing is ever fetched, so a document that consists of several is refused rather than read in part. */
final class References {

    /** Below these, a document shows data and refers to nothing. */
    private static final Set<String> DATA = Set.of("example", "value", "default");

    private final Deque<String> place = new ArrayDeque<>();

    private References() {}

    /** @throws ProblemException 422, naming the place */
    static void refuseForeign(JsonNode document) {
        new References().visit(document);
    }

    private void visit(JsonNode node) {
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> property : node.properties()) {
                enter(property.getKey(), property.getValue());
            }
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                enter(Integer.toString(i), node.get(i));
            }
        }
    }

    private void enter(String name, JsonNode value) {
        if (DATA.contains(name) || name.startsWith("x-")) {
            return;
        }
        place.addLast(name);
        if (name.equals("$ref") && value.isTextual() && !value.textValue().startsWith("#")) {
            throw ProblemException.outOfRules(
                    Places.shown(String.join(".", place)),
                    "leads out of the document, and nothing is fetched: bring all parts into one document first");
        }
        visit(value);
        place.removeLast();
    }
}
