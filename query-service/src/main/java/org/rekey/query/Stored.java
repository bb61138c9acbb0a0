package org.rekey.query;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * What may stand in a column. Events hold any text that JSON can, but PostgreSQL keeps neither the character NUL nor half
 * a surrogate pair: a projection must not stop at them.
 */
public final class Stored {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern ESCAPED_NUL = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*)\\\\u0000");

    private Stored() {}

    public static String text(String text) {
        return wellFormed(text.replace('\0', '\ufffd'));
    }

    public static @Nullable String textOrNull(@Nullable String text) {
        return text == null ? null : text(text);
    }

    public static String json(Object value) {
        return jsonText(JSON.writeValueAsString(value));
    }

    /** @param json as Jackson writes it: a NUL is always escaped */
    public static String jsonText(String json) {
        return wellFormed(ESCAPED_NUL.matcher(json).replaceAll("$1\ufffd"));
    }

    public static <T> T read(String json, TypeReference<T> type) {
        return Objects.requireNonNull(JSON.readValue(json, type));
    }

    public static <T> T read(String json, Class<T> type) {
        return Objects.requireNonNull(JSON.readValue(json, type));
    }

    public static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    public static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private static String wellFormed(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
