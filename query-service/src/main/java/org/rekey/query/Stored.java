package org.rekey.query;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** How values stand in a column. */
public final class Stored {

    private static final JsonMapper JSON = JsonMapper.shared();

    private Stored() {}

    public static String json(Object value) {
        return JSON.writeValueAsString(value);
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
}
