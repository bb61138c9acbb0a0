package org.rekey.eventstore;

import java.util.HashMap;
import java.util.Map;
import org.axonframework.messaging.MetaData;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.secret.SetterRights;

/**
 * Who did something and from where: the metadata of every event.
 *
 * @param actor {@code client:<id>}, {@code user:<id>} or {@code process:<name>}
 * @param source {@code api}, {@code console}, {@code saga} or {@code process}
 * @param tenant the tenant acted in
 * @param rights what a password, secret or key that is set in this way may lead to: see {@code SetterRights}
 */
public record Provenance(
        String actor,
        String source,
        @Nullable String ip,
        @Nullable String userAgent,
        @Nullable String traceId,
        @Nullable String tenant,
        @Nullable String reason,
        @Nullable String rights) {

    static final String[] KEYS = {"actor", "source", "ip", "userAgent", "traceId", "tenant", "reason", "rights"};

    public Provenance(
            String actor,
            String source,
            @Nullable String ip,
            @Nullable String userAgent,
            @Nullable String traceId,
            @Nullable String tenant,
            @Nullable String reason) {
        this(actor, source, ip, userAgent, traceId, tenant, reason, null);
    }

    /** A process of Rekey acting by itself, as in {@code process("notifier")}. */
    public static Provenance process(String name) {
        return new Provenance("process:" + name, "process", null, null, null, null, null);
    }

    public MetaData toMetaData() {
        Map<String, String> entries = new HashMap<>();
        String[] values = {actor, source, ip, userAgent, traceId, tenant, reason, rights};
        for (int i = 0; i < KEYS.length; i++) {
            if (values[i] != null) {
                entries.put(KEYS[i], values[i]);
            }
        }
        return MetaData.from(entries);
    }

    public Provenance withRights(SetterRights given) {
        return new Provenance(actor, source, ip, userAgent, traceId, tenant, reason, given.text());
    }

    public SetterRights setterRights() {
        return SetterRights.ofEvent(actor, rights);
    }

    /** Of the transaction that is running. */
    public static Provenance current() {
        return of(CurrentUnitOfWork.get().root().getMessage().getMetaData());
    }

    public static Provenance of(Map<String, ?> metaData) {
        return new Provenance(
                textOr(metaData, "actor", "unknown"),
                textOr(metaData, "source", "unknown"),
                text(metaData, "ip"),
                text(metaData, "userAgent"),
                text(metaData, "traceId"),
                text(metaData, "tenant"),
                text(metaData, "reason"),
                text(metaData, "rights"));
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
