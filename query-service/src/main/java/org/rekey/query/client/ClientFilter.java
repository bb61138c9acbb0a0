package org.rekey.query.client;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rekey.adminapi.Caller;
import org.rekey.adminapi.ProblemException;
import org.rekey.query.Filters;

/**
 * Which clients are asked for.
 *
 * @param q stands literally in their name or identifier, whatever the letter case
 */
record ClientFilter(
        @Nullable String q,
        ClientView.@Nullable Status status,
        @Nullable String tenant) {

    static ClientFilter of(Caller caller, @Nullable String q, @Nullable String status, @Nullable String tenant) {
        return new ClientFilter(Filters.text("q", q), statusOf(status), Filters.tenant(caller, tenant));
    }

    private static ClientView.@Nullable Status statusOf(@Nullable String given) {
        String name = Filters.text("status", given);
        if (name == null) {
            return null;
        }
        for (ClientView.Status status : ClientView.Status.values()) {
            if (status.name().equals(name)) {
                return status;
            }
        }
        throw ProblemException.malformed("status", "must be ACTIVE or SUSPENDED");
    }

    List<String> conditions() {
        List<String> conditions = new ArrayList<>();
        if (tenant != null) {
            conditions.add("c.tenant = :tenant");
        }
        if (status != null) {
            conditions.add(status == ClientView.Status.SUSPENDED ? "c.suspended" : "not c.suspended");
        }
        if (q != null) {
            conditions.add("c.search_text like :pattern escape '\\'");
            if (trigrams(q).length > 0) {
                conditions.add("c.trigrams @> :trigrams::text[]");
            }
        }
        return conditions;
    }

    Map<String, Object> parameters() {
        Map<String, Object> parameters = new HashMap<>();
        if (tenant != null) {
            parameters.put("tenant", tenant);
        }
        if (q != null) {
            parameters.put("pattern", "%" + escaped(Trigrams.folded(q)) + "%");
            if (trigrams(q).length > 0) {
                parameters.put("trigrams", trigrams(q));
            }
        }
        return parameters;
    }

    private static String[] trigrams(String q) {
        return Trigrams.of(Trigrams.folded(q));
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }
}
