package org.rekey.token.client;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rekey.token.view.ViewJson;
import tools.jackson.databind.JsonNode;

/** What a client may do beside its scopes: words, and objects that have a {@code type} (RFC 9396 section 2). */
public final class Authorities {

    private static final Authorities NONE = new Authorities(null);
    private static final int LONGEST_HEADER = 2048;

    private final Set<String> words = new HashSet<>();
    private final Map<String, List<Map<String, @Nullable String>>> objects = new HashMap<>();
    private final @Nullable String header;

    private Authorities(@Nullable String header) {
        this.header = header;
    }

    /** @param json an array without superfluous blanks */
    static Authorities of(String json) {
        if (json.equals("[]")) {
            return NONE;
        }
        String ascii = ascii(json);
        Authorities authorities = new Authorities(ascii.length() <= LONGEST_HEADER ? ascii : null);
        for (JsonNode authority : ViewJson.tree(json)) {
            if (authority.isString()) {
                authorities.words.add(authority.stringValue());
            } else if (authority.path("type").isString()) {
                authorities
                        .objects
                        .computeIfAbsent(authority.path("type").stringValue(), type -> new ArrayList<>())
                        .add(members(authority));
            }
        }
        return authorities;
    }

    /** Null for what is no single value, and so never equal to one. */
    private static Map<String, @Nullable String> members(JsonNode object) {
        Map<String, @Nullable String> members = new HashMap<>();
        object.forEachEntry(
                (name, value) -> members.put(name, value.isValueNode() && !value.isNull() ? value.asString() : null));
        return members;
    }

    /** Within JSON only texts hold other characters, and every one of them may be escaped there. */
    private static String ascii(String json) {
        StringBuilder ascii = new StringBuilder(json.length());
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c >= 0x20 && c < 0x7F) {
                ascii.append(c);
            } else {
                ascii.append("\\u").append(String.format("%04x", (int) c));
            }
        }
        return ascii.toString();
    }

    /**
     * Whether there is this word, or an object of this type; of the object's members those that are called like a variable
     * must have its value.
     *
     * @param variables from the path of the call; null for one of which nobody can be sure
     */
    public boolean allow(String authority, Map<String, @Nullable String> variables) {
        return words.contains(authority)
                || objects.getOrDefault(authority, List.of()).stream().anyMatch(members -> agree(members, variables));
    }

    private static boolean agree(Map<String, @Nullable String> members, Map<String, @Nullable String> variables) {
        return variables.entrySet().stream()
                .allMatch(variable -> !members.containsKey(variable.getKey())
                        || variable.getValue() != null && variable.getValue().equals(members.get(variable.getKey())));
    }

    /** All of them as JSON in ASCII; null when there are none, or too many for a header. */
    public @Nullable String header() {
        return header;
    }
}
