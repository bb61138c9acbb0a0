package org.rekey.token.token;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Parameters in the form of {@code application/x-www-form-urlencoded}. None may be repeated (RFC 6749 section 3.2) but
 * those that other specifications let repeat, which keep their first value here. One without a value counts as left out.
 */
final class Form {

    private static final int MOST = 100;
    private static final Set<String> REPEATABLE = Set.of("resource", "audience");

    private final Map<String, String> values = new LinkedHashMap<>();

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

    private void add(byte[] text, int start, int end) {
        int equals = start;
        while (equals < end && text[equals] != '=') {
            equals++;
        }
        String name = decode(text, start, equals);
        String value = decode(text, Math.min(equals + 1, end), end);
        if (values.size() == MOST) {
            throw ProtocolException.invalidRequest("too many parameters");
        }
        if (values.putIfAbsent(name, value) != null && !REPEATABLE.contains(name)) {
            throw ProtocolException.invalidRequest("a parameter is repeated");
        }
    }

    private static String decode(byte[] text, int start, int end) {
        for (int i = start; i < end; i++) {
            if (text[i] == '%' || text[i] == '+') {
                return FormDecoder.decode(text, start, end);
            }
        }
        return new String(text, start, end - start, StandardCharsets.UTF_8);
    }

    /** Null when it is missing or empty. */
    @Nullable
    String get(String name) {
        String value = values.get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    boolean has(String name) {
        return get(name) != null;
    }

    Set<String> names() {
        return values.keySet();
    }
}
