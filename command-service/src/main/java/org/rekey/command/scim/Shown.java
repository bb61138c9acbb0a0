package org.rekey.command.scim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which attributes of resources are asked for (RFC 7644 section 3.9). What names a resource is always there. */
final class Shown {

    private static final Set<String> ALWAYS = Set.of("id", "schemas");

    private final @Nullable Set<String> only;
    private final Set<String> without;

    private Shown(@Nullable Set<String> only, Set<String> without) {
        this.only = only;
        this.without = without;
    }

    static Shown of(@Nullable String attributes, @Nullable String excludedAttributes, String core) {
        Set<String> only = names(attributes, core);
        return new Shown(only.isEmpty() ? null : only, names(excludedAttributes, core));
    }

    private static Set<String> names(@Nullable String list, String core) {
        Set<String> names = new LinkedHashSet<>();
        if (list != null) {
            for (String name : list.split(",")) {
                names.add(Scim.lower(Scim.withoutSchema(name.strip(), core)));
            }
        }
        names.remove("");
        return names;
    }

    boolean has(String attribute) {
        String name = Scim.lower(attribute);
        return (only == null || only.stream().anyMatch(one -> isWithin(one, name))) && !without.contains(name);
    }

    void trim(ObjectNode resource) {
        for (String attribute : namesOf(resource)) {
            String name = Scim.lower(attribute);
            if (ALWAYS.contains(name)) {
                continue;
            }
            if (!has(name)) {
                resource.remove(attribute);
            } else {
                trimParts(name, resource.path(attribute));
            }
        }
    }

    private void trimParts(String attribute, JsonNode value) {
        if (value instanceof ObjectNode object) {
            for (String part : namesOf(object)) {
                boolean asked = only == null
                        || only.contains(attribute)
                        || only.stream().anyMatch(one -> isPart(one, attribute, part));
                if (!asked || without.stream().anyMatch(one -> isPart(one, attribute, part))) {
                    object.remove(part);
                }
            }
        } else if (value.isArray()) {
            value.forEach(item -> trimParts(attribute, item));
        }
    }

    private static boolean isPart(String one, String attribute, String part) {
        String name = Scim.lower(part);
        return one.equals(attribute + "." + name) || one.equals(attribute + ":" + name);
    }

    /** Either the attribute, or something in it: parts of extensions follow a colon. */
    private static boolean isWithin(String one, String attribute) {
        return one.equals(attribute) || one.startsWith(attribute + ".") || one.startsWith(attribute + ":");
    }

    private static List<String> namesOf(ObjectNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
