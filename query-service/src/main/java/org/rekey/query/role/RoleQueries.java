package org.rekey.query.role;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rekey.adminapi.Page;
import org.rekey.adminapi.Paging;
import org.rekey.domain.api.AccessLevel;
import org.rekey.eventstore.directory.DirectoryJson;
import org.rekey.eventstore.directory.Seconds;
import org.rekey.query.NamedList;
import org.rekey.query.Scopes;
import org.rekey.query.Stored;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;

/** Questions about roles. */
@Component
class RoleQueries {

    private static final TypeReference<List<Scopes.Granted>> GRANTS = new TypeReference<>() {};

    private static final String ROLES = """
            select r.*,
                (select jsonb_agg(jsonb_build_object('api', g.api_key, 'access', g.access) order by g.api_key)
                    from query_clients.directory_role_grant g where g.role_id = r.role_id) as grants,
                (select count(*) from query_clients.directory_group_role gr where gr.role_id = r.role_id) as groups,
                (select count(distinct m.user_id)
                    from query_clients.directory_group_role gr
                    join query_clients.directory_member m on m.group_id = gr.group_id
                    where gr.role_id = r.role_id) as users
            from query_clients.directory_role r
            """;

    private final JdbcClient jdbc;

    RoleQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Page<RoleView> rolesByName(NamedList list, Paging paging) {
        List<RoleView> found = jdbc.sql(ROLES + list.clause("r", "role_id", paging))
                .params(list.parameters(paging))
                .query(RoleQueries::role)
                .list();
        return paging.page(found, role -> List.of(role.sortName(), role.id()));
    }

    /** @param visibleTenant the only tenant that the asker sees; null when it sees all */
    Optional<RoleView> role(String id, @Nullable String visibleTenant) {
        return jdbc.sql(ROLES + "where r.role_id = :id and (:tenant::text is null or r.tenant = :tenant)")
                .param("id", id)
                .param("tenant", visibleTenant)
                .query(RoleQueries::role)
                .optional();
    }

    private static RoleView role(ResultSet row, int index) throws SQLException {
        long seconds = row.getLong("api_seconds");
        RoleView.ApiAccessView access = row.wasNull()
                ? null
                : new RoleView.ApiAccessView(Seconds.interval(seconds).value(), granted(row));
        return new RoleView(
                row.getString("role_id"),
                row.getString("name"),
                row.getString("description"),
                row.getString("tenant"),
                Scopes.of(DirectoryJson.scopes(row.getString("ui_apis"))),
                access,
                row.getLong("groups"),
                row.getLong("users"),
                row.getLong("version"),
                row.getString("sort_name"));
    }

    private static Object granted(ResultSet row) throws SQLException {
        String grants = row.getString("grants");
        if (row.getBoolean("api_all")) {
            return Scopes.ALL;
        }
        List<Scopes.Granted> granted = new ArrayList<>();
        for (Scopes.Granted grant : grants == null ? List.<Scopes.Granted>of() : Stored.read(grants, GRANTS)) {
            Set<AccessLevel> inOrder = EnumSet.copyOf(grant.access());
            granted.add(new Scopes.Granted(grant.api(), inOrder));
        }
        return granted;
    }
}
