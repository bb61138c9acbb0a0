package org.rekey.command.directory;

import java.util.Set;
import java.util.TreeSet;
import org.rekey.domain.UserId;
import org.rekey.domain.api.AccessLevel;
import org.rekey.domain.api.BuiltInApis;
import org.rekey.domain.api.RegisterApi;
import org.rekey.domain.directory.GroupId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Rights over Rekey itself that roles hold ready. They count although a person is deactivated or a group is empty: whoever
 * could put the halves of a right in place one by one would have given the whole.
 */
@Component
class OwnRights {

    private static final String RIGHTS = """
            select distinct g.api_key, l.level
            from command_directory.directory_group_role gr
            join command_directory.directory_role r on r.role_id = gr.role_id
            join command_directory.directory_role_grant g on g.role_id = r.role_id
            cross join lateral unnest(g.access) as l(level)
            where r.api_seconds is not null and g.api_key = any(:builtIn) and gr.group_id""";

    private final JdbcClient jdbc;

    OwnRights(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Set<String> of(UserId user) {
        return scopes(
                RIGHTS + " in (select group_id from command_directory.directory_member where user_id = :id)",
                user.value());
    }

    Set<String> of(GroupId group) {
        return scopes(RIGHTS + " = :id", group.value());
    }

    private Set<String> scopes(String sql, String id) {
        Set<String> scopes = new TreeSet<>();
        jdbc.sql(sql).param("builtIn", builtIn()).param("id", id).query(row -> {
            scopes.add(scope(row.getString(1), AccessLevel.valueOf(row.getString(2))));
        });
        return scopes;
    }

    static String[] builtIn() {
        return BuiltInApis.all().stream().map(api -> api.key().value()).toArray(String[]::new);
    }

    static String scope(String key, AccessLevel level) {
        for (RegisterApi api : BuiltInApis.all()) {
            if (api.key().value().equals(key)) {
                return api.definition().scopeOf(api.key(), level);
            }
        }
        throw new IllegalArgumentException(key + " is not built in");
    }
}
