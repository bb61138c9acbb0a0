package org.rekey.command.scim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.unboundid.scim2.common.Path;
import com.unboundid.scim2.common.exceptions.ScimException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One operation of a PATCH (RFC 7644 section 3.5.2), in one form for the several that identity providers write.
 *
 * @param value null as JSON where there is none
 * @param named whether the path is the operation's own; or else it is a name within its value
 */
record Operation(Kind kind, Path path, JsonNode value, boolean named) {

    enum Kind {
        ADD,
        REPLACE,
        REMOVE
    }

    private static final int LONGEST_PATH = 1000;

    /** The name of an extension, and not of an attribute in it: {@code …:2.0:User}. */
    private static final Pattern EXTENSION = Pattern.compile("(?i)urn:.*:[0-9]+(\\.[0-9]+)*:[a-z0-9_-]+");

    static List<Operation> of(ObjectNode body, String core, int most) {
        if (!isPatch(body.path("schemas")) || !body.path("Operations").isArray()) {
            throw Scim.refusal("invalidSyntax", "must be of the schema " + Scim.PATCH + " and have Operations");
        }
        List<Operation> operations = new ArrayList<>();
        for (JsonNode operation : body.path("Operations")) {
            add(operations, operation, core);
            if (operations.size() > most) {
                throw Scim.refusal("tooMany", "has more than " + most + " operations");
            }
        }
        return operations;
    }

    /** Some providers leave it out. */
    private static boolean isPatch(JsonNode schemas) {
        boolean isPatch = schemas.isMissingNode();
        for (JsonNode schema : schemas) {
            isPatch |= schema.asText().equalsIgnoreCase(Scim.PATCH);
        }
        return isPatch;
    }

    private static void add(List<Operation> operations, JsonNode operation, String core) {
        Kind kind = kind(operation.path("op").asText());
        JsonNode value = operation.path("value");
        String path = ScimJson.text(operation, "path");
        boolean missing = value.isMissingNode();
        if (kind == Kind.REMOVE) {
            if (path == null) {
                throw Scim.refusal("noTarget", "an operation that removes needs a path");
            }
            operations.add(
                    new Operation(kind, path(path, value, core), missing ? ScimJson.NODES.nullNode() : value, true));
        } else if (missing) {
            throw Scim.refusal("invalidValue", "an operation that adds or replaces needs a value");
        } else if (path != null) {
            operations.add(new Operation(kind, path(path, value, core), value, true));
        } else if (value.isObject()) {
            value.properties()
                    .forEach(property -> operations.add(new Operation(
                            kind, path(property.getKey(), property.getValue(), core), property.getValue(), false)));
        } else {
            throw Scim.refusal("invalidValue", "the value of an operation without a path must be an object");
        }
    }

    private static Kind kind(String op) {
        return switch (Scim.lower(op)) {
            case "add" -> Kind.ADD;
            case "replace" -> Kind.REPLACE;
            case "remove" -> Kind.REMOVE;
            default -> throw Scim.refusal("invalidSyntax", "op must be add, replace or remove");
        };
    }

    private static Path path(String text, JsonNode value, String core) {
        String path = Scim.withoutSchema(text, core);
        boolean whole = value.isContainerNode() || value.isNull();
        try {
            Path parsed = Path.fromString(whole && EXTENSION.matcher(path).matches() ? path + ":" : path);
            boolean somewhere = parsed.size() > 0 || parsed.getSchemaUrn() != null;
            if (somewhere && parsed.size() <= 2 && path.length() <= LONGEST_PATH) {
                return parsed;
            }
        } catch (ScimException e) {
            throw Scim.refusal("invalidPath", String.valueOf(e.getMessage()));
        } catch (RuntimeException e) { // of the library's parser, which does not expect everything
            throw invalidPath();
        }
        throw invalidPath();
    }

    private static RuntimeException invalidPath() {
        return Scim.refusal("invalidPath", "a path cannot be understood");
    }

    /** In small letters; empty for one of an extension. */
    String attribute() {
        return path.getSchemaUrn() == null ? Scim.lower(path.getElement(0).getAttribute()) : "";
    }

    boolean isWhole() {
        return path.size() == 1 && path.getElement(0).getValueFilter() == null;
    }
}
