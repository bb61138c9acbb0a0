package org.rekey.query;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rekey.adminapi.Caller;
import org.rekey.adminapi.Paging;
import org.rekey.adminapi.ProblemException;
import org.rekey.eventstore.directory.FoldedName;

/**
 * Which of the people, groups or roles are asked for; they are listed by name, however it is written.
 *
 * @param q what the name begins with: found by the index of the order
 * @param condition a further one; null for none
 */
public record NamedList(
        @Nullable String q,
        @Nullable String tenant,
        @Nullable String condition) {

    public static NamedList of(Caller caller, @Nullable String q, @Nullable String tenant) {
        return new NamedList(Filters.text("q", q), Filters.tenant(caller, tenant), null);
    }

    public NamedList and(@Nullable String further) {
        return new NamedList(q, tenant, further);
    }

    /** From {@code where} on, for a table with {@code sort_name} and {@code tenant}. */
    public String clause(String table, String id, Paging paging) {
        StringBuilder where = new StringBuilder("where true");
        if (tenant != null) {
            where.append(" and ").append(table).append(".tenant = :tenant");
        }
        if (q != null) {
            where.append(" and %1$s.sort_name >= :q and %1$s.sort_name < :qEnd".formatted(table));
        }
        if (condition != null) {
            where.append(" and ").append(condition);
        }
        if (!paging.after().isEmpty()) {
            where.append(" and (%1$s.sort_name, %1$s.%2$s) > (:afterName, :afterId)".formatted(table, id));
        }
        return where + " order by %1$s.sort_name, %1$s.%2$s limit :rows".formatted(table, id);
    }

    public Map<String, Object> parameters(Paging paging) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("rows", paging.limit() + 1);
        if (tenant != null) {
            parameters.put("tenant", tenant);
        }
        if (q != null) {
            String prefix = FoldedName.of(q);
            parameters.put("q", prefix);
            parameters.put("qEnd", prefix + Character.toString(Character.MAX_CODE_POINT));
        }
        List<String> after = paging.after();
        if (!after.isEmpty()) {
            if (after.size() != 2) {
                throw ProblemException.malformed("cursor", "is not one that this list gave");
            }
            parameters.put("afterName", after.get(0));
            parameters.put("afterId", after.get(1));
        }
        return parameters;
    }
}
