package org.rekey.command.scim;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rekey.adminapi.Caller;

/** What rows must be like to be shown. */
final class Where {

    private final StringBuilder sql = new StringBuilder("where true");
    private final List<Object> parameters = new ArrayList<>();

    /** @param column of the tenant */
    static Where visibleTo(Caller caller, String column) {
        Where where = new Where();
        if (caller.tenant() != null) {
            where.and(column + " = ?", caller.tenant());
        }
        return where;
    }

    Where and(String condition, Object... values) {
        sql.append(" and ").append(condition);
        parameters.addAll(List.of(values));
        return this;
    }

    String sql() {
        return sql.toString();
    }

    List<Object> parameters(Object... more) {
        List<Object> all = new ArrayList<>(parameters);
        all.addAll(List.of(more));
        return all;
    }

    /** The text that an attribute must be, where the condition is about nothing else. */
    static String text(Condition condition) {
        return text(condition, condition.parts().keySet().equals(Set.of("value")) ? "value" : "");
    }

    static String text(Condition condition, String part) {
        JsonNode value = condition.parts().get(part);
        if (value == null || !value.isTextual() || isUnkeepable(value.textValue())) {
            throw refusal(condition);
        }
        return value.textValue();
    }

    static @Nullable String textOr(Condition condition, String part, @Nullable String otherwise) {
        return condition.parts().containsKey(part) ? text(condition, part) : otherwise;
    }

    /** PostgreSQL has no text with it. */
    private static boolean isUnkeepable(String text) {
        return text.indexOf('\0') >= 0 || text.codePoints().anyMatch(c -> c >= 0xD800 && c <= 0xDFFF);
    }

    static RuntimeException refusal(Condition condition) {
        return Scim.refusal("invalidFilter", "there is no such filter for this attribute here");
    }
}
