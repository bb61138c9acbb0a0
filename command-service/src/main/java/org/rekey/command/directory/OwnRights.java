package org.rekey.command.directory;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.rekey.command.OwnScopes;
import org.rekey.domain.api.AccessLevel;
import org.rekey.domain.api.BuiltInApis;
import org.rekey.domain.api.RegisterApi;
import org.rekey.eventstore.directory.DirectoryJson;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Rights over Rekey itself that roles hold ready, as scopes by who has them; whoever has none is left out. They count although
 * a person is deactivated or a group is empty: whoever could put the halves of a right in place one by one would have given
 * the whole.
 */
@Component
class OwnRights {

    private static final String OF_GROUPS = """
            from command_directory.directory_role_grant g
            cross join lateral unnest(g.access) as l(level)
            join command_directory.directory_role r on r.role_id = g.role_id
            join command_directory.directory_group_role gr on gr.role_id = r.role_id
            """;
    private static final String OF_USERS = OF_GROUPS + """
            join command_directory.directory_member m on m.group_id = gr.group_id
            join command_directory.directory_user u on u.user_id = m.user_id
            """;
    private static final String GIVEN = " where g.api_key = any(:builtIn) and r.api_seconds is not null";

    private final JdbcClient jdbc;

    OwnRights(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Map<String, Set<String>> ofUsers(Collection<String> users) {
        return scopes(
                "select distinct m.user_id, g.api_key, l.level " + OF_USERS + GIVEN + " and m.user_id = any(:ids)",
                users);
    }

    /** Of the members of these groups, through whatever group they have them. */
    Map<String, Set<String>> ofMembers(Collection<String> groups) {
        return scopes(
                "select distinct m.user_id, g.api_key, l.level " + OF_USERS + GIVEN + " and exists (select from"
                        + " command_directory.directory_member o where o.user_id = m.user_id and o.group_id = any(:ids))",
                groups);
    }

    Map<String, Set<String>> ofGroups(Collection<String> groups) {
        return scopes(
                "select distinct gr.group_id, g.api_key, l.level " + OF_GROUPS + GIVEN + " and gr.group_id = any(:ids)",
                groups);
    }

    Map<String, Set<String>> ofRoles(Collection<String> roles) {
        return scopes("""
                select g.role_id, g.api_key, l.level from command_directory.directory_role_grant g
                cross join lateral unnest(g.access) as l(level)
                join command_directory.directory_role r on r.role_id = g.role_id""" + GIVEN + " and g.role_id = any(:ids)", roles);
    }

    /** What roles would give if their API access were switched on without saying to what. */
    Map<String, Set<String>> readyInRoles(Collection<String> roles) {
        Map<String, Set<String>> ready = new TreeMap<>();
        if (!roles.isEmpty()) {
            jdbc.sql("select role_id, ui_apis from command_directory.directory_role where role_id = any(:ids)")
                    .param("ids", roles.toArray(String[]::new))
                    .query(row -> {
                        ready.put(
                                row.getString("role_id"), OwnScopes.of(DirectoryJson.scopes(row.getString("ui_apis"))));
                    });
        }
        return ready;
    }

    /** With those that have one of these roles. */
    Set<String> groupsWith(Collection<String> roles, Collection<String> groups) {
        Set<String> all = new TreeSet<>(groups);
        if (!roles.isEmpty()) {
            all.addAll(jdbc.sql("select group_id from command_directory.directory_group_role where role_id = any(:ids)")
                    .param("ids", roles.toArray(String[]::new))
                    .query(String.class)
                    .list());
        }
        return all;
    }

    /** By what these people are known: name, address, identifier elsewhere. */
    Map<String, List<@Nullable String>> identitiesOf(Collection<String> users) {
        Map<String, List<@Nullable String>> identities = new TreeMap<>();
        if (!users.isEmpty()) {
            jdbc.sql("select user_id, user_name, email, external_id from command_directory.directory_user"
                            + " where user_id = any(:ids)")
                    .param("ids", users.toArray(String[]::new))
                    .query(row -> {
                        identities.put(
                                row.getString(1), Arrays.asList(row.getString(2), row.getString(3), row.getString(4)));
                    });
        }
        return identities;
    }

    /** How long the credentials of these people live, in seconds; without those who may have none. */
    Map<String, Long> rotationOf(Collection<String> users) {
        Map<String, Long> rotation = new TreeMap<>();
        if (!users.isEmpty()) {
            jdbc.sql("select user_id, rotation_seconds from command_directory.directory_user"
                            + " where user_id = any(:ids) and rotation_seconds is not null")
                    .param("ids", users.toArray(String[]::new))
                    .query(row -> {
                        rotation.put(row.getString(1), row.getLong(2));
                    });
        }
        return rotation;
    }

    /** Whether somebody who is bound to no tenant may write in Rekey. */
    boolean anybodyAdministers() {
        return jdbc.sql("select exists (select " + OF_USERS + GIVEN
                        + " and g.api_key = :api and l.level = 'WRITE' and u.tenant is null and not u.deactivated)")
                .param("builtIn", builtIn())
                .param("api", BuiltInApis.REKEY.value())
                .query(Boolean.class)
                .single();
    }

    private Map<String, Set<String>> scopes(String sql, Collection<String> ids) {
        Map<String, Set<String>> scopes = new TreeMap<>();
        if (!ids.isEmpty()) {
            jdbc.sql(sql)
                    .param("builtIn", builtIn())
                    .param("ids", ids.toArray(String[]::new))
                    .query(row -> {
                        scopes.computeIfAbsent(row.getString(1), id -> new TreeSet<>())
                                .add(scope(row.getString(2), AccessLevel.valueOf(row.getString(3))));
                    });
        }
        return scopes;
    }

    private static String[] builtIn() {
        return BuiltInApis.all().stream().map(api -> api.key().value()).toArray(String[]::new);
    }

    private static String scope(String key, AccessLevel level) {
        for (RegisterApi api : BuiltInApis.all()) {
            if (api.key().value().equals(key)) {
                return api.definition().scopeOf(api.key(), level);
            }
        }
        throw new IllegalArgumentException(key + " is not built in");
    }
}
