package org.rekey.command.directory;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.ClientId;
import org.rekey.domain.Refusal;
import org.rekey.domain.UserId;
import org.rekey.domain.api.ApiDefinition;
import org.rekey.domain.directory.GroupId;
import org.rekey.domain.role.ApiAccess;
import org.rekey.domain.role.RoleId;
import org.rekey.eventstore.StoredJson;
import org.rekey.eventstore.directory.AccessOfUsers;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What decisions ask of {@code command.directory}. */
@Component
public class Directory {

    /** How many names a refusal lists. */
    private static final int SHOWN = 5;

    private static final JsonMapper JSON = StoredJson.mapper();

    private final JdbcClient jdbc;
    private final AccessOfUsers access;

    Directory(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.access = new AccessOfUsers(jdbc, DirectoryProjection.SCHEMA);
    }

    /** Empty when no role of the user has API access, or the user is deactivated or gone. */
    public Optional<ApiAccess> accessOf(UserId user) {
        return access.of(user.value());
    }

    /** @throws Refusal a conflict that says why there is none */
    public ApiAccess requireAccess(UserId user) {
        return accessOf(user)
                .orElseThrow(() -> Refusal.conflict(
                        isDeactivated(user) ? "the user is deactivated" : "no role of the user has API access"));
    }

    private boolean isDeactivated(UserId user) {
        return jdbc.sql("select exists (select from command_directory.directory_user"
                        + " where user_id = ? and deactivated)")
                .param(user.value())
                .query(Boolean.class)
                .single();
    }

    /** When the current secret of a user's client expires under all that has happened; null when it does not. */
    public @Nullable Instant expiryOf(ClientId client) {
        return jdbc.sql("select expires_at from command_directory.directory_credential where client_id = ?")
                .param(client.value())
                .query((row, index) -> Optional.ofNullable(row.getObject(1, OffsetDateTime.class)))
                .single()
                .map(OffsetDateTime::toInstant)
                .orElse(null);
    }

    /** The clients, not of users, that the person answers for. */
    public List<ClientId> ownedBy(UserId user) {
        return clients(
                "select client_id from command_directory.client where owner = ? and kind = 'SERVICE'"
                        + " order by client_id",
                user.value());
    }

    /** The clients of which the person is told before a secret expires. */
    public List<ClientId> alerting(UserId user) {
        return clients(
                "select client_id from command_directory.alerted where recipient = ? order by client_id",
                "user:" + user);
    }

    private List<ClientId> clients(String sql, String parameter) {
        return jdbc.sql(sql)
                .param(parameter)
                .query((row, index) -> new ClientId(row.getString(1)))
                .list();
    }

    SortedMap<String, ApiDefinition> catalogue() {
        SortedMap<String, ApiDefinition> catalogue = new TreeMap<>();
        jdbc.sql("select key, definition from command_directory.api").query(row -> {
            catalogue.put(
                    row.getString(1), Objects.requireNonNull(JSON.readValue(row.getString(2), ApiDefinition.class)));
        });
        return catalogue;
    }

    /** As in {@code members jane, joe}; empty when there are none. */
    Optional<String> membersOf(GroupId group) {
        return named(
                "members",
                "select u.user_name from command_directory.directory_member m"
                        + " join command_directory.directory_user u on u.user_id = m.user_id where m.group_id = ?"
                        + " order by u.sort_name",
                group.value());
    }

    Optional<String> rolesOf(GroupId group) {
        return named(
                "roles",
                "select r.name from command_directory.directory_group_role g"
                        + " join command_directory.directory_role r on r.role_id = g.role_id where g.group_id = ?"
                        + " order by r.sort_name",
                group.value());
    }

    public Optional<String> groupsWith(RoleId role) {
        return named(
                "groups",
                "select g.name from command_directory.directory_group_role r"
                        + " join command_directory.directory_group g on g.group_id = r.group_id where r.role_id = ?"
                        + " order by g.sort_name",
                role.value());
    }

    /** @param tenant of the caller, who is not told how clients of others are called; null for one who sees all */
    Optional<String> clientsAlerting(GroupId group, @Nullable String tenant) {
        return clients(
                "clients that alert it",
                "select c.name, c.tenant from command_directory.alerted a"
                        + " join command_directory.client c on c.client_id = a.client_id where a.recipient = ?",
                "group:" + group,
                tenant);
    }

    /** @param tenant as above */
    Optional<String> clientsOf(UserId user, @Nullable String tenant) {
        return clients(
                "clients",
                "select name, tenant from command_directory.client where owner = ? and kind = 'SERVICE'",
                user.value(),
                tenant);
    }

    private Optional<String> clients(String what, String sql, String parameter, @Nullable String tenant) {
        if (tenant == null) {
            return named(what, "select name from (" + sql + ") as c order by name", parameter);
        }
        Optional<String> visible =
                named(what, "select name from (" + sql + ") as c where tenant = ? order by name", parameter, tenant);
        boolean others = jdbc.sql("select exists (select from (" + sql + ") as c where tenant is distinct from ?)")
                .params(parameter, tenant)
                .query(Boolean.class)
                .single();
        return others ? Optional.of(visible.map(names -> names + " and ").orElse(what + " ") + "of others") : visible;
    }

    private Optional<String> named(String what, String sql, Object... parameters) {
        List<String> names = jdbc.sql(sql + " limit " + (SHOWN + 1))
                .params(parameters)
                .query(String.class)
                .list();
        if (names.size() <= SHOWN) {
            return names.isEmpty() ? Optional.empty() : Optional.of(what + " " + String.join(", ", names));
        }
        return Optional.of(what + " " + String.join(", ", names.subList(0, SHOWN)) + " and more");
    }
}
