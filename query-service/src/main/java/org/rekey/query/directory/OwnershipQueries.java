package org.rekey.query.directory;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rekey.query.Stored;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What people answer for. */
@Component
class OwnershipQueries {

    private static final int MOST = 200;

    private static final String CLIENTS = """
            select c.client_id, c.name, c.tenant, c.suspended, c.expires_at, used.last_used_at, count(*) over () as total
            from query_clients.client c
            cross join lateral (
                select max(u.last_used_at) as last_used_at
                from telemetry.secret_use u where u.client_id = c.client_id) used
            where (:tenant::text is null or c.tenant = :tenant) and %s
            order by c.client_id limit :most""";

    private static final String OWN = "c.owner = :user and c.kind = 'USER'";
    private static final String OWNED = "c.owner = :user and c.kind = 'SERVICE'";
    private static final String CREATED = "c.kind = 'SERVICE' and c.created_by = 'user:' || :user";
    private static final String ALERTED = "c.kind = 'SERVICE' and c.alerts -> 'users' @> to_jsonb(:user::text)";

    private final JdbcClient jdbc;

    OwnershipQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param visibleTenant the only tenant that the asker sees; null when it sees all */
    OwnershipView of(String id, @Nullable UserView user, @Nullable String visibleTenant) {
        List<OwnershipView.Item> own = clients(OWN, id, visibleTenant).items();
        return new OwnershipView(
                user,
                own.isEmpty() ? null : own.get(0),
                clients(OWNED, id, visibleTenant),
                clients(CREATED, id, visibleTenant),
                clients(ALERTED, id, visibleTenant));
    }

    private OwnershipView.Items clients(String condition, String user, @Nullable String visibleTenant) {
        long[] total = {0};
        List<OwnershipView.Item> items = jdbc.sql(CLIENTS.formatted(condition))
                .param("tenant", visibleTenant)
                .param("user", user)
                .param("most", MOST)
                .query((row, index) -> {
                    total[0] = row.getLong("total");
                    return item(row);
                })
                .list();
        return new OwnershipView.Items(items, total[0] - items.size());
    }

    private static OwnershipView.Item item(ResultSet row) throws SQLException {
        return new OwnershipView.Item(
                row.getString("client_id"),
                row.getString("name"),
                row.getString("tenant"),
                row.getBoolean("suspended"),
                Stored.instant(row.getObject("expires_at", OffsetDateTime.class)),
                Stored.instant(row.getObject("last_used_at", OffsetDateTime.class)));
    }
}
