package org.rekey.query.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rekey.adminapi.Caller;
import org.rekey.adminapi.ProblemException;
import org.rekey.eventstore.EventNames;
import org.rekey.query.Filters;
import org.rekey.query.Stored;

/** Which acts are asked for: those from {@code from} on and before {@code to}. */
record AuditFilter(
        @Nullable String client,
        @Nullable String actor,
        @Nullable String type,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String tenant) {

    static AuditFilter of(
            Caller caller,
            @Nullable String client,
            @Nullable String actor,
            @Nullable String type,
            @Nullable String from,
            @Nullable String to) {
        AuditFilter filter = new AuditFilter(
                Filters.text("client", client),
                Filters.text("actor", actor),
                typeOf(type),
                Filters.instant("from", from),
                Filters.instant("to", to),
                caller.tenant());
        if (filter.from != null && filter.to != null && filter.to.isBefore(filter.from)) {
            throw ProblemException.malformed("to", "must not be before from");
        }
        return filter;
    }

    private static @Nullable String typeOf(@Nullable String given) {
        String type = Filters.text("type", given);
        if (type != null
                && EventNames.events().stream().noneMatch(event -> event.name().equals(type))) {
            throw ProblemException.malformed("type", "must be the name of an event, as in secret.rotated");
        }
        return type;
    }

    List<String> conditions() {
        List<String> conditions = new ArrayList<>();
        add(conditions, client, "client_id = :client");
        add(conditions, actor, "actor = :actor");
        add(conditions, type, "type = :type");
        add(conditions, from, "at >= :from");
        add(conditions, to, "at < :to");
        add(conditions, tenant, "tenant = :tenant");
        return conditions;
    }

    private static void add(List<String> conditions, @Nullable Object value, String condition) {
        if (value != null) {
            conditions.add(condition);
        }
    }

    Map<String, @Nullable Object> parameters() {
        Map<String, @Nullable Object> parameters = new HashMap<>();
        parameters.put("client", client);
        parameters.put("actor", actor);
        parameters.put("type", type);
        parameters.put("from", Stored.time(from));
        parameters.put("to", Stored.time(to));
        parameters.put("tenant", tenant);
        return parameters;
    }
}
