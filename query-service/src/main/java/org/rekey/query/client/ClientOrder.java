package org.rekey.query.client;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.rekey.adminapi.ProblemException;

/** What the list of clients goes by; the identifier decides between equals. */
record ClientOrder(By by, boolean descending) {

    /** As PostgreSQL prints one. */
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendValue(ChronoField.YEAR, 4)
            .appendPattern("-MM-dd ")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .appendOffset("+HH:mm:ss", "+00")
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    enum By {
        NAME("name", "c.sort_name", "text"),
        CREATED("createdAt", "c.created_at", "timestamptz"),
        /** Those that never expire come last. */
        EXPIRY("expiresAt", "coalesce(c.expires_at, 'infinity')", "timestamptz"),
        /** Those that were never used come first. Not a fact of the log, so no index of ours holds it. */
        LAST_USE("lastUsedAt", "coalesce(used.last_used_at, '-infinity')", "timestamptz");

        private final String field;
        private final String expression;
        private final String type;

        By(String field, String expression, String type) {
            this.field = field;
            this.expression = expression;
            this.type = type;
        }
    }

    static ClientOrder parse(@Nullable String sort) {
        if (sort == null || sort.isEmpty()) {
            return new ClientOrder(By.NAME, false);
        }
        boolean descending = sort.startsWith("-");
        String field = descending ? sort.substring(1) : sort;
        return Arrays.stream(By.values())
                .filter(by -> by.field.equals(field))
                .findFirst()
                .map(by -> new ClientOrder(by, descending))
                .orElseThrow(() -> ProblemException.malformed("sort", "must be one of " + fields() + ", or - and one"));
    }

    private static String fields() {
        return Arrays.stream(By.values()).map(by -> by.field).collect(Collectors.joining(", "));
    }

    /** A cursor grants nothing, so it may be made up: it must not break the statement. */
    Map<String, Object> parameters(List<String> after) {
        if (after.isEmpty()) {
            return Map.of();
        }
        if (after.size() != 2) {
            throw malformedCursor();
        }
        return Map.of("afterKey", by == By.NAME ? after.get(0) : time(after.get(0)), "afterId", after.get(1));
    }

    /** The driver takes the outermost times for infinity. */
    private static OffsetDateTime time(String key) {
        try {
            return switch (key) {
                case "infinity" -> OffsetDateTime.MAX;
                case "-infinity" -> OffsetDateTime.MIN;
                default -> TIME.parse(key, Instant::from).atOffset(ZoneOffset.UTC);
            };
        } catch (DateTimeException e) {
            throw malformedCursor();
        }
    }

    private static ProblemException malformedCursor() {
        return ProblemException.malformed("cursor", "is not one that this list gave");
    }

    String expression() {
        return by.expression;
    }

    /** The rows after the one whose key is {@code :afterKey, :afterId}. */
    String following() {
        return "(%s, c.client_id) %s (:afterKey::%s, :afterId)"
                .formatted(by.expression, descending ? "<" : ">", by.type);
    }

    String clause() {
        String direction = descending ? " desc" : "";
        return by.expression + direction + ", c.client_id" + direction;
    }
}
