package org.rekey.token.token;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Parameters in the form of {@code application/x-www-form-urlencoded}. None may be repeated (RFC 6749 section 3.2) but
 * those that other specifications let repeat. One without a value counts as left out.
 */
final class Form {

    private static final int MOST = 100;
    private static final String RESOURCE = "resource";
    private static final Set<String> REPEATABLE = Set.of(RESOURCE, "audience");

    private final Map<String, String> values = new LinkedHashMap<>();
    private List<String> resources = List.of();
    private int count;

    private Form() {}

    static Form parse(byte[] text, int length) {
        Form form = new Form();
        int start = 0;
        for (int i = 0; i <= length; i++) {
            if (i == length || text[i] == '&') {
                if (i > start) {
                    form.add(text, start, i);
                }
                start = i + 1;
            }
        }
        return form;
    }

    static Form parse(@Nullable String query) {
        byte[] text = query == null ? new byte[0] : query.getBytes(StandardCharsets.UTF_8);
        return parse(text, text.length);
    }

    void add(String name, @Nullable String value) {
        if (value != null) {
            put(name, value);
        }
    }

    private void add(byte[] text, int start, int end) {
        // A form of several lines, as documents show them, would else have names and values that nobody meant.
        if (isWhiteSpace(text[start]) || isWhiteSpace(text[end - 1])) {
            throw ProtocolException.invalidRequest("there is white space around a parameter");
        }
        int equals = start;
        while (equals < end && text[equals] != '=') {
            equals++;
        }
        String name = decode(text, start, equals);
        String value = decode(text, Math.min(equals + 1, end), end);
        put(name, value);
    }

    private void put(String name, String value) {
        if (++count > MOST) {
            throw ProtocolException.invalidRequest("too many parameters");
        }
        if (name.equals(RESOURCE) && !value.isEmpty()) {
            resources = resources.isEmpty() ? new ArrayList<>() : resources;
            resources.add(value);
        }
        if (values.putIfAbsent(name, value) != null && !REPEATABLE.contains(name)) {
            throw ProtocolException.invalidRequest("a parameter is repeated");
        }
    }

    private static boolean isWhiteSpace(byte character) {
        return character == ' ' || character == '\t' || character == '\r' || character == '\n';
    }

    private static String decode(byte[] text, int start, int end) {
        for (int i = start; i < end; i++) {
            if (text[i] == '%' || text[i] == '+' || text[i] < 0) {
                return FormDecoder.decode(text, start, end);
            }
        }
        return new String(text, start, end - start, StandardCharsets.US_ASCII);
    }

    /** Null when it is missing or empty. */
    @Nullable
    String get(String name) {
        String value = values.get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    /** All that {@code resource} has been said to be (RFC 8707 section 2). */
    List<String> resources() {
        return resources;
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    boolean has(String name) {
        return get(name) != null;
    }

    Set<String> names() {
        return values.keySet();
    }
}
