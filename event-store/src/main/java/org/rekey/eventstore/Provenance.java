package org.rekey.eventstore;

import java.util.HashMap;
import java.util.Map;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;

/**
 * Who did something and from where: the metadata of every event.
 *
 * @param actor {@code client:<id>}, {@code user:<id>} or {@code process:<name>}
 * @param source {@code api}, {@code console}, {@code saga} or {@code process}
 * @param tenant the tenant acted in
 */
public record Provenance(
        String actor,
        String source,
        @Nullable String ip,
        @Nullable String userAgent,
        @Nullable String traceId,
        @Nullable String tenant,
        @Nullable String reason) {

    static final String[] KEYS = {"actor", "source", "ip", "userAgent", "traceId", "tenant", "reason"};

    /** A process of Rekey acting by itself, as in {@code process("notifier")}. */
    public static Provenance process(String name) {
        return new Provenance("process:" + name, "process", null, null, null, null, null);
    }

    public MetaData toMetaData() {
        Map<String, String> entries = new HashMap<>();
        String[] values = {actor, source, ip, userAgent, traceId, tenant, reason};
        for (int i = 0; i < KEYS.length; i++) {
            if (values[i] != null) {
                entries.put(KEYS[i], values[i]);
            }
        }
        return MetaData.from(entries);
    }

    public static Provenance of(Map<String, ?> metaData) {
        return new Provenance(
                textOr(metaData, "actor", "unknown"),
                textOr(metaData, "source", "unknown"),
                text(metaData, "ip"),
                text(metaData, "userAgent"),
                text(metaData, "traceId"),
                text(metaData, "tenant"),
                text(metaData, "reason"));
    }

    private static String textOr(Map<String, ?> metaData, String key, String otherwise) {
        String text = text(metaData, key);
        return text == null ? otherwise : text;
    }

    private static @Nullable String text(Map<String, ?> metaData, String key) {
        Object value = metaData.get(key);
        return value == null ? null : value.toString();
    }
}
