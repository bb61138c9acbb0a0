package org.rekey.command;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON merge patch (RFC 7396 section 2), on data as {@link Fields#data} reads it. */
public final class Patches {

    public static final String MERGE_PATCH = "application/merge-patch+json";

    private Patches() {}

    /** @return the target with what the patch names put in its place, and without what it sets to null */
    public static Map<String, Object> merge(Map<?, ?> target, Map<?, ?> patch) {
        Map<String, Object> merged = new LinkedHashMap<>();
        target.forEach((name, value) -> merged.put(String.valueOf(name), value));
        patch.forEach((name, value) -> put(merged, String.valueOf(name), value));
        return merged;
    }

    private static void put(Map<String, Object> merged, String name, @Nullable Object value) {
        if (value == null) {
            merged.remove(name);
        } else if (value instanceof Map<?, ?> patch) {
            merged.put(name, merge(merged.get(name) instanceof Map<?, ?> target ? target : Map.of(), patch));
        } else {
            merged.put(name, value);
        }
    }
}
