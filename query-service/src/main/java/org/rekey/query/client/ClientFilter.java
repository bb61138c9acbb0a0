package org.rekey.query.client;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rekey.adminapi.Caller;
import org.rekey.adminapi.ProblemException;
import org.rekey.query.Filters;
import org.rekey.query.Stored;

/**
 * Which clients are asked for.
 *
 * @param owner a user's identifier
 * @param orphaned whether to show only those for which somebody answers who is deactivated or gone
 * @param restored whether to show only those with a secret or key that is as it was in a backup that was put back
 * @param q stands literally in their name or identifier, whatever the letter case
 */
record ClientFilter(
        @Nullable String q,
        ClientView.@Nullable Status status,
        @Nullable String tenant,
        @Nullable String owner,
        boolean orphaned,
        boolean restored) {

    private static final String RESTORED = """
            (exists (select from query_clients.secret s where s.client_id = c.client_id and s.restored
                and s.retired_reason is null and (s.expires_at is null or s.expires_at > :now)
                and (s.valid_until is null or s.valid_until > :now))
            or exists (select from query_clients.client_key k where k.client_id = c.client_id and k.restored
                and k.retired_reason is null and (k.expires_at is null or k.expires_at > :now)))""";

    static ClientFilter of(
            Caller caller,
            @Nullable String q,
            @Nullable String status,
            @Nullable String tenant,
            @Nullable String owner,
            @Nullable String orphaned,
            @Nullable String restored) {
        return new ClientFilter(
                Filters.text("q", q),
                statusOf(status),
                Filters.tenant(caller, tenant),
                Filters.text("owner", owner),
                Filters.flag("orphaned", orphaned),
                Filters.flag("restored", restored));
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
        if (restored) {
            conditions.add(RESTORED);
        }
        if (q != null) {
            conditions.add("c.search_text like :pattern escape '\\'");
            if (trigrams(q).length > 0) {
                conditions.add("c.trigrams @> :trigrams::text[]");
            }
        }
        return conditions;
    }

    Map<String, Object> parameters(Instant now) {
        Map<String, Object> parameters = new HashMap<>();
        if (restored) {
            parameters.put("now", Objects.requireNonNull(Stored.time(now)));
        }
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
