package org.rekey.command.scim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.unboundid.scim2.common.utils.JsonUtils;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Between the plain data of our own bodies and events, and the trees of the SCIM library, whose names have no letter case. */
final class ScimJson {

    static final JsonNodeFactory NODES = JsonUtils.getJsonNodeFactory();

    private ScimJson() {}

    static ObjectNode object(Map<?, ?> data) {
        ObjectNode object = NODES.objectNode();
        data.forEach((name, value) -> object.set(String.valueOf(name), node(value)));
        return object;
    }

    private static JsonNode node(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return object(map);
        } else if (value instanceof List<?> list) {
            ArrayNode array = NODES.arrayNode();
            list.forEach(item -> array.add(node(item)));
            return array;
        } else if (value instanceof Boolean flag) {
            return NODES.booleanNode(flag);
        } else if (value instanceof Integer number) {
            return NODES.numberNode(number);
        } else if (value instanceof Long number) {
            return NODES.numberNode(number);
        } else if (value instanceof BigInteger number) {
            return NODES.numberNode(number);
        } else if (value instanceof BigDecimal number) {
            return NODES.numberNode(number);
        } else if (value instanceof Number number) {
            return NODES.numberNode(number.doubleValue());
        }
        return value == null ? NODES.nullNode() : NODES.textNode(value.toString());
    }

    /** Without what is unassigned: null, an empty array, an object without anything (RFC 7643 section 2.5). */
    static @Nullable Object assigned(JsonNode node) {
        if (node.isObject()) {
            Map<String, Object> map = new LinkedHashMap<>();
            node.properties().forEach(property -> {
                Object value = assigned(property.getValue());
                if (value != null) {
                    map.put(property.getKey(), value);
                }
            });
            return map.isEmpty() ? null : map;
        } else if (node.isArray()) {
            List<Object> list = new ArrayList<>();
            node.forEach(item -> {
                Object value = assigned(item);
                if (value != null) {
                    list.add(value);
                }
            });
            return list.isEmpty() ? null : list;
        } else if (node.isNumber()) {
            return node.numberValue();
        } else if (node.isBoolean()) {
            return node.booleanValue();
        }
        return node.isTextual() ? node.textValue() : null;
    }

    /** What is said once may stand for an array of one. */
    static ArrayNode array(JsonNode value) {
        if (value instanceof ArrayNode array) {
            return array;
        }
        ArrayNode array = NODES.arrayNode();
        return value.isMissingNode() || value.isNull() ? array : array.add(value);
    }

    static ArrayNode texts(List<String> texts) {
        ArrayNode array = NODES.arrayNode();
        texts.forEach(array::add);
        return array;
    }

    /** Null, missing and blank are all "nothing". */
    static @Nullable String text(JsonNode object, String name) {
        JsonNode node = object.path(name);
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (!node.isTextual()) {
            throw Scim.refusal("invalidValue", name + " must be a string");
        }
        return node.textValue().isBlank() ? null : node.textValue();
    }

    /** Some providers write flags as text. */
    static @Nullable Boolean flag(JsonNode node) {
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        if (node.isTextual() && node.textValue().equalsIgnoreCase("true")) {
            return true;
        }
        return node.isTextual() && node.textValue().equalsIgnoreCase("false") ? false : null;
    }
}
