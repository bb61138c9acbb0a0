package org.rekey.command;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.rekey.adminapi.ProblemException;
import tools.jackson.databind.JsonNode;

/**
 * The fields of a JSON object. One of another type than asked for is 400; one that is missing but needed, or whose value
 * is none of the possible ones, 422. Null counts as missing, except in {@link #has}.
 */
public final class Fields {

    private final String path;
    private final JsonNode object;

    Fields(String path, JsonNode object) {
        this.path = path;
        this.object = object;
    }

    /** Refuses every other field. */
    public Fields only(String... known) {
        Set<String> names = Set.of(known);
        for (String name : names()) {
            if (!names.contains(name)) {
                throw ProblemException.malformed(path + shown(name), "is not a field here");
            }
        }
        return this;
    }

    /** Refuses fields that exist but never change. */
    public Fields neverChanged(String... names) {
        for (String name : names) {
            if (has(name)) {
                throw ProblemException.outOfRules(path + name, "cannot be changed this way");
            }
        }
        return this;
    }

    private static String shown(String name) {
        String shown = name.replaceAll("\\p{Cntrl}", "?");
        return shown.length() > 80 ? shown.substring(0, 80) + "…" : shown;
    }

    public List<String> names() {
        return List.copyOf(object.propertyNames());
    }

    /** Whether it is there, be it as null. */
    public boolean has(String name) {
        return object.has(name);
    }

    public boolean isGiven(String name) {
        return given(name) != null;
    }

    public boolean isText(String name) {
        return object.path(name).isString();
    }

    public String text(String name) {
        String text = textOr(name, null);
        if (text == null) {
            throw ProblemException.outOfRules(path + name, "must be given");
        }
        return text;
    }

    public @Nullable String textOr(String name, @Nullable String otherwise) {
        JsonNode node = given(name);
        return node == null ? otherwise : textOf(path + name, node);
    }

    public boolean flagOr(String name, boolean otherwise) {
        JsonNode node = given(name);
        if (node != null && !node.isBoolean()) {
            throw ProblemException.malformed(path + name, "must be true or false");
        }
        return node == null ? otherwise : node.booleanValue();
    }

    public Duration durationOr(String name, Duration otherwise) {
        String text = textOr(name, null);
        try {
            return text == null ? otherwise : Duration.parse(text);
        } catch (DateTimeException | ArithmeticException e) {
            throw ProblemException.outOfRules(path + name, "must be an ISO-8601 duration, as in PT1H");
        }
    }

    public <E> E choiceOr(String name, Map<String, E> values, E otherwise) {
        JsonNode node = given(name);
        return node == null ? otherwise : choice(path + name, node, values);
    }

    /** Null when it is missing. */
    public <E> @Nullable List<E> choices(String name, Map<String, E> values) {
        return given(name) == null ? null : items(name, (field, node) -> choice(field, node, values));
    }

    /** Empty when it is missing. */
    public List<String> texts(String name) {
        return items(name, Fields::textOf);
    }

    /** Empty when it is missing. */
    public List<Fields> objects(String name) {
        return items(name, Fields::fieldsOf);
    }

    public @Nullable Fields object(String name) {
        JsonNode node = given(name);
        return node == null ? null : fieldsOf(path + name, node);
    }

    /** An object of free form, as plain maps, lists, strings, numbers and flags; empty when it is missing. */
    public Map<String, Object> data(String name) {
        Fields fields = object(name);
        return fields == null ? new LinkedHashMap<>() : fields.data();
    }

    /** All of it, of free form. */
    public Map<String, Object> data() {
        Map<String, Object> data = new LinkedHashMap<>();
        object.properties().forEach(property -> data.put(property.getKey(), plain(property.getValue())));
        return data;
    }

    /** An array of free form; empty when it is missing. */
    public List<Object> list(String name) {
        return items(name, (field, node) -> {
            if (node.isNull()) {
                throw ProblemException.malformed(field, "must not be null");
            }
            return plain(node);
        });
    }

    @SuppressWarnings("NullAway") // null stands for JSON's null
    private static Object plain(JsonNode node) {
        if (node.isObject()) {
            Map<String, Object> map = new LinkedHashMap<>();
            node.properties().forEach(property -> map.put(property.getKey(), plain(property.getValue())));
            return map;
        } else if (node.isArray()) {
            List<Object> list = new ArrayList<>();
            node.forEach(item -> list.add(plain(item)));
            return list;
        } else if (node.isNumber()) {
            return node.numberValue();
        } else if (node.isBoolean()) {
            return node.booleanValue();
        }
        return node.isNull() ? null : node.stringValue();
    }

    private <E> List<E> items(String name, BiFunction<String, JsonNode, E> reading) {
        JsonNode node = given(name);
        List<E> items = new ArrayList<>();
        if (node != null && !node.isArray()) {
            throw ProblemException.malformed(path + name, "must be an array");
        }
        for (int i = 0; node != null && i < node.size(); i++) {
            items.add(reading.apply(path + name + "[" + i + "]", node.get(i)));
        }
        return items;
    }

    private @Nullable JsonNode given(String name) {
        JsonNode node = object.path(name);
        return node.isMissingNode() || node.isNull() ? null : node;
    }

    private static String textOf(String field, JsonNode node) {
        if (!node.isString()) {
            throw ProblemException.malformed(field, "must be a string");
        }
        return node.stringValue();
    }

    private static Fields fieldsOf(String field, JsonNode node) {
        if (!node.isObject()) {
            throw ProblemException.malformed(field, "must be an object");
        }
        return new Fields(field + ".", node);
    }

    private static <E> E choice(String field, JsonNode node, Map<String, E> values) {
        E value = values.get(textOf(field, node));
        if (value == null) {
            throw ProblemException.outOfRules(
                    field,
                    "must be one of "
                            + String.join(
                                    ", ", values.keySet().stream().sorted().toList()));
        }
        return value;
    }
}
