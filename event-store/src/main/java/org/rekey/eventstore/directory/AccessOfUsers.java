package org.rekey.eventstore.directory;

import java.sql.Array;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.rekey.domain.api.AccessLevel;
import org.rekey.domain.api.ApiKey;
import org.rekey.domain.client.Grant;
import org.rekey.domain.client.GrantedScopes;
import org.rekey.domain.role.ApiAccess;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the roles of users come to, from the tables that {@link DirectoryFold} keeps. */
public final class AccessOfUsers {

    private final JdbcClient jdbc;
    private final String schema;

    /** @param schema of the projection that keeps the tables */
    public AccessOfUsers(JdbcClient jdbc, String schema) {
        this.jdbc = jdbc;
        this.schema = schema;
    }

    /** Empty when no role of the user has API access, or the user is deactivated or gone. */
    public Optional<ApiAccess> of(String user) {
        return Optional.ofNullable(of(List.of(user)).get(user));
    }

    /** Those who have no API access are left out. */
    public Map<String, ApiAccess> of(Collection<String> users) {
        Map<String, Set<String>> rolesByUser = new HashMap<>();
        jdbc.sql("""
                select distinct u.user_id, r.role_id
                from %1$s.directory_user u
                join %1$s.directory_member m on m.user_id = u.user_id
                join %1$s.directory_group_role gr on gr.group_id = m.group_id
                join %1$s.directory_role r on r.role_id = gr.role_id
                where u.user_id = any(:users) and not u.deactivated and r.api_seconds is not null
                """.formatted(schema))
                .param("users", users.toArray(String[]::new))
                .query(row -> {
                    rolesByUser
                            .computeIfAbsent(row.getString(1), user -> new TreeSet<>())
                            .add(row.getString(2));
                });
        Set<String> roles = new TreeSet<>();
        rolesByUser.values().forEach(roles::addAll);
        Map<String, ApiAccess> accessByRole = accessOfRoles(roles);
        Map<Set<String>, Optional<ApiAccess>> combined = new HashMap<>();
        Map<String, ApiAccess> accessByUser = new HashMap<>();
        rolesByUser.forEach((user, theirs) -> combined.computeIfAbsent(theirs, some -> combine(some, accessByRole))
                .ifPresent(access -> accessByUser.put(user, access)));
        return accessByUser;
    }

    /** Without those that have lost their API access since they were looked up. */
    private static Optional<ApiAccess> combine(Set<String> roles, Map<String, ApiAccess> accessByRole) {
        return ApiAccess.combined(
                roles.stream().map(accessByRole::get).filter(Objects::nonNull).toList());
    }

    private Map<String, ApiAccess> accessOfRoles(Set<String> roles) {
        Map<String, List<Grant>> grants = new HashMap<>();
        jdbc.sql("select * from %s.directory_role_grant where role_id = any(:roles) order by api_key".formatted(schema))
                .param("roles", roles.toArray(String[]::new))
                .query(row -> {
                    grants.computeIfAbsent(row.getString("role_id"), role -> new ArrayList<>())
                            .add(new Grant(new ApiKey(row.getString("api_key")), levels(row.getArray("access"))));
                });
        Map<String, ApiAccess> access = new HashMap<>();
        jdbc.sql("select * from %s.directory_role where role_id = any(:roles) and api_seconds is not null"
                        .formatted(schema))
                .param("roles", roles.toArray(String[]::new))
                .query(row -> {
                    String role = row.getString("role_id");
                    access.put(
                            role,
                            new ApiAccess(
                                    Seconds.interval(row.getLong("api_seconds")),
                                    new GrantedScopes(
                                            row.getBoolean("api_all"), grants.getOrDefault(role, List.of()))));
                });
        return access;
    }

    private static Set<AccessLevel> levels(Array column) throws SQLException {
        EnumSet<AccessLevel> levels = EnumSet.noneOf(AccessLevel.class);
        Arrays.stream((String[]) column.getArray()).map(AccessLevel::valueOf).forEach(levels::add);
        return levels;
    }
}
