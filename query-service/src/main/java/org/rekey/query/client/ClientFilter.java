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
 * @param owner a user's identifier
 * @param orphaned whether to show only those for which somebody answers who is deactivated or gone
 * @param q stands literally in their name or identifier, whatever the letter case
 */
record ClientFilter(
        @Nullable String q,
        ClientView.@Nullable Status status,
        @Nullable String tenant,
        @Nullable String owner,
        boolean orphaned) {

    static ClientFilter of(
            Caller caller,
            @Nullable String q,
            @Nullable String status,
            @Nullable String tenant,
            @Nullable String owner,
            @Nullable String orphaned) {
        return new ClientFilter(
                Filters.text("q", q),
                statusOf(status),
                Filters.tenant(caller, tenant),
                Filters.text("owner", owner),
                Filters.flag("orphaned", orphaned));
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
        throw ProblemException.malformed("status", "must be ACTIVE, SUSPENDED or NO_ACCESS");
    }

    List<String> conditions() {
        List<String> conditions = new ArrayList<>();
        if (tenant != null) {
            conditions.add("c.tenant = :tenant");
        }
        if (status != null) {
            conditions.add(
                    switch (status) {
                        case SUSPENDED -> "c.suspended";
                        case ACTIVE -> "not c.suspended and (c.kind <> 'USER' or o.rotation_seconds is not null)";
                        case NO_ACCESS -> "not c.suspended and c.kind = 'USER' and o.rotation_seconds is null";
                    });
        }
        if (owner != null) {
            conditions.add("c.owner = :owner");
        }
        if (orphaned) {
            conditions.add("c.orphaned");
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
        if (owner != null) {
            parameters.put("owner", owner);
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
