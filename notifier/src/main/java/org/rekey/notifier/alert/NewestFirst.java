package org.rekey.notifier.alert;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rekey.adminapi.Caller;
import org.rekey.adminapi.Paging;
import org.rekey.adminapi.ProblemException;

/**
 * Which rows of a table with {@code id}, {@code client_id} and {@code tenant} are asked for, the newest first. Of a caller's
 * tenant only, where it is bound to one.
 */
record NewestFirst(String clause, Map<String, Object> parameters) {

    static NewestFirst of(Caller caller, @Nullable String client, Paging paging) {
        List<String> conditions = new ArrayList<>(List.of("id < :before"));
        Map<String, Object> parameters = new HashMap<>(Map.of("before", before(paging), "rows", paging.limit() + 1));
        if (caller.tenant() != null) {
            conditions.add("tenant = :tenant");
            parameters.put("tenant", caller.tenant());
        }
        if (client != null) {
            conditions.add("client_id = :client");
            parameters.put("client", client.replace("\0", ""));
        }
        return new NewestFirst(String.join(" and ", conditions), parameters);
    }

    NewestFirst and(String condition, String name, Object value) {
        Map<String, Object> more = new HashMap<>(parameters);
        more.put(name, value);
        return new NewestFirst(clause + " and " + condition, more);
    }

    private static long before(Paging paging) {
        try {
            return paging.after().isEmpty()
                    ? Long.MAX_VALUE
                    : Long.parseLong(paging.after().get(0));
        } catch (NumberFormatException e) {
            throw ProblemException.malformed("cursor", "is not one that this list gave");
        }
    }
}
