package org.rekey.query.directory;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rekey.adminapi.Page;
import org.rekey.adminapi.Paging;
import org.rekey.query.NamedList;
import org.rekey.query.Stored;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

/** Questions about people and groups. Each is one statement, so it is answered from one state of things. */
@Component
class DirectoryQueries {

    private static final TypeReference<List<Named>> NAMED = new TypeReference<>() {};
    private static final TypeReference<List<UserView.Role>> ROLES = new TypeReference<>() {};

    private static final String USERS = """
            select u.*,
                (select jsonb_agg(jsonb_build_object('id', g.group_id, 'name', g.name) order by g.sort_name)
                    from query_clients.directory_member m
                    join query_clients.directory_group g on g.group_id = m.group_id
                    where m.user_id = u.user_id) as groups,
                (select jsonb_agg(jsonb_build_object('id', r.role_id, 'name', r.name,
                            'apiAccess', r.api_seconds is not null) order by r.sort_name)
                    from query_clients.directory_role r
                    where r.role_id in (
                        select gr.role_id from query_clients.directory_member m
                        join query_clients.directory_group_role gr on gr.group_id = m.group_id
                        where m.user_id = u.user_id)) as roles
            from query_clients.directory_user u
            """;

    private static final String GROUPS = """
            select g.*,
                (select jsonb_agg(jsonb_build_object('id', r.role_id, 'name', r.name) order by r.sort_name)
                    from query_clients.directory_group_role gr
                    join query_clients.directory_role r on r.role_id = gr.role_id
                    where gr.group_id = g.group_id) as roles,
                (select count(*) from query_clients.directory_member m where m.group_id = g.group_id) as members
            from query_clients.directory_group g
            """;

    private final JdbcClient jdbc;

    DirectoryQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Page<UserView> usersByName(NamedList list, UserView.@Nullable Status status, Paging paging) {
        String condition =
                status == null ? null : status == UserView.Status.DEACTIVATED ? "u.deactivated" : "not u.deactivated";
        NamedList some = list.and(condition);
        List<UserView> found = jdbc.sql(USERS + some.clause("u", "user_id", paging))
                .params(some.parameters(paging))
                .query(DirectoryQueries::user)
                .list();
        return paging.page(found, user -> List.of(user.sortName(), user.id()));
    }

    /** @param visibleTenant the only tenant that the asker sees; null when it sees all */
    Optional<UserView> user(String id, @Nullable String visibleTenant) {
        return jdbc.sql(USERS + "where u.user_id = :id and (:tenant::text is null or u.tenant = :tenant)")
                .param("id", id)
                .param("tenant", visibleTenant)
                .query(DirectoryQueries::user)
                .optional();
    }

    Page<GroupView> groupsByName(NamedList list, Paging paging) {
        List<GroupView> found = jdbc.sql(GROUPS + list.clause("g", "group_id", paging))
                .params(list.parameters(paging))
                .query(DirectoryQueries::group)
                .list();
        return paging.page(found, group -> List.of(group.sortName(), group.id()));
    }

    Optional<GroupView> group(String id, @Nullable String visibleTenant) {
        return jdbc.sql(GROUPS + "where g.group_id = :id and (:tenant::text is null or g.tenant = :tenant)")
                .param("id", id)
                .param("tenant", visibleTenant)
                .query(DirectoryQueries::group)
                .optional();
    }

    /** By user name. Its members are those of one group, so the order needs no index of its own. */
    Page<GroupView.Member> membersOf(String group, Paging paging) {
        NamedList list = new NamedList(null, null, "m.group_id = :group");
        List<GroupView.Member> found = jdbc.sql("select u.* from query_clients.directory_member m"
                        + " join query_clients.directory_user u on u.user_id = m.user_id "
                        + list.clause("u", "user_id", paging))
                .params(list.parameters(paging))
                .param("group", group)
                .query((row, index) -> new GroupView.Member(
                        row.getString("user_id"),
                        row.getString("user_name"),
                        row.getString("display_name"),
                        status(row),
                        row.getString("sort_name")))
                .list();
        return paging.page(found, member -> List.of(member.sortName(), member.id()));
    }

    private static UserView user(ResultSet row, int index) throws SQLException {
        return new UserView(
                row.getString("user_id"),
                row.getString("user_name"),
                row.getString("email"),
                row.getString("display_name"),
                row.getString("external_id"),
                Stored.read(row.getString("attributes"), JsonNode.class),
                row.getString("tenant"),
                status(row),
                list(row.getString("groups"), NAMED),
                list(row.getString("roles"), ROLES),
                createdAt(row),
                row.getLong("version"),
                row.getString("sort_name"));
    }

    private static GroupView group(ResultSet row, int index) throws SQLException {
        return new GroupView(
                row.getString("group_id"),
                row.getString("name"),
                row.getString("external_id"),
                row.getString("tenant"),
                list(row.getString("roles"), NAMED),
                row.getLong("members"),
                createdAt(row),
                row.getLong("version"),
                row.getString("sort_name"));
    }

    private static UserView.Status status(ResultSet row) throws SQLException {
        return row.getBoolean("deactivated") ? UserView.Status.DEACTIVATED : UserView.Status.ACTIVE;
    }

    private static Instant createdAt(ResultSet row) throws SQLException {
        return Objects.requireNonNull(Stored.instant(row.getObject("created_at", OffsetDateTime.class)));
    }

    private static <T> List<T> list(@Nullable String json, TypeReference<List<T>> type) {
        return json == null ? List.of() : Stored.read(json, type);
    }
}
