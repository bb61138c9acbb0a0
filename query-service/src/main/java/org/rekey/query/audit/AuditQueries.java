package org.rekey.query.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.rekey.adminapi.Page;
import org.rekey.adminapi.Paging;
import org.rekey.adminapi.ProblemException;
import org.rekey.query.Stored;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Questions about what happened. */
@Component
class AuditQueries {

    private final JdbcClient jdbc;

    AuditQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Page<AuditItem> actsNewestFirst(AuditFilter filter, Paging paging) {
        List<String> conditions = new ArrayList<>(filter.conditions());
        conditions.add("position < :before");
        List<AuditItem> found = jdbc.sql("select * from query_audit.entry where " + String.join(" and ", conditions)
                        + " order by position desc limit :rows")
                .params(filter.parameters())
                .param(
                        "before",
                        paging.after().isEmpty()
                                ? Long.MAX_VALUE
                                : position(paging.after().get(0)))
                .param("rows", paging.limit() + 1)
                .query(AuditQueries::item)
                .list();
        return paging.page(found, item -> List.of(Long.toString(item.position())));
    }

    private static long position(String fromCursor) {
        try {
            return Long.parseLong(fromCursor);
        } catch (NumberFormatException e) {
            throw ProblemException.malformed("cursor", "is not one that this list gave");
        }
    }

    private static AuditItem item(ResultSet row, int index) throws SQLException {
        return new AuditItem(
                row.getLong("position"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("type"),
                row.getString("client_id"),
                row.getString("actor"),
                row.getString("source"),
                row.getString("ip"),
                row.getString("user_agent"),
                row.getString("reason"),
                row.getString("trace_id"),
                row.getString("tenant"),
                Stored.read(row.getString("changes"), JsonNode.class));
    }
}
