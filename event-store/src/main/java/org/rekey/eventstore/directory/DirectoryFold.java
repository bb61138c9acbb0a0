package org.rekey.eventstore.directory;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.client.ClientCreated;
import org.rekey.domain.client.ClientDeleted;
import org.rekey.domain.client.ClientKind;
import org.rekey.domain.client.ClientRotationIntervalChanged;
import org.rekey.domain.directory.DirectoryEvent;
import org.rekey.domain.directory.GroupCreated;
import org.rekey.domain.directory.GroupDeleted;
import org.rekey.domain.directory.GroupDescribed;
import org.rekey.domain.directory.GroupEvent;
import org.rekey.domain.directory.GroupId;
import org.rekey.domain.directory.RoleAssignedToGroup;
import org.rekey.domain.directory.RoleUnassignedFromGroup;
import org.rekey.domain.directory.UserAddedToGroup;
import org.rekey.domain.directory.UserDeactivated;
import org.rekey.domain.directory.UserDeleted;
import org.rekey.domain.directory.UserDescribed;
import org.rekey.domain.directory.UserEvent;
import org.rekey.domain.directory.UserPasswordChanged;
import org.rekey.domain.directory.UserPasswordVoided;
import org.rekey.domain.directory.UserReactivated;
import org.rekey.domain.directory.UserRegistered;
import org.rekey.domain.directory.UserRemovedFromGroup;
import org.rekey.domain.role.RoleApiChanged;
import org.rekey.domain.role.RoleApiDisabled;
import org.rekey.domain.role.RoleApiEnabled;
import org.rekey.domain.role.RoleCreated;
import org.rekey.domain.role.RoleDeleted;
import org.rekey.domain.role.RoleDescribed;
import org.rekey.domain.role.RoleEvent;
import org.rekey.domain.role.RoleId;
import org.rekey.domain.secret.SecretIssued;
import org.rekey.domain.secret.SecretRetired;
import org.rekey.domain.secret.SecretRotated;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Keeps the tables of {@code db/folds/directory.sql} in the schema of the projection that hands its events on to it.
 * Whatever changes is carried out for all members of a role or a group by a few statements, however many they are.
 */
public final class DirectoryFold {

    /** The projection that this fold is a part of. */
    public interface Host {

        /** The current secrets of users expire at other instants than before. */
        void expiryMoved(List<Expiry> secrets);

        /** These clients, all of users, may do something else than before, or nothing any more. */
        void accessChanged(List<String> clientIds);
    }

    /** @param expiresAt null when it does not expire */
    public record Expiry(
            String clientId, String secretId, @Nullable Instant expiresAt) {}

    private final JdbcClient jdbc;
    private final Host host;
    private final DirectoryEntries entries;

    public DirectoryFold(JdbcClient jdbc, Host host) {
        this.entries = new DirectoryEntries(jdbc);
        this.jdbc = jdbc;
        this.host = host;
    }

    /** @param version the sequence number of the event */
    public void on(DirectoryEvent event, Instant at, long version) {
        if (event instanceof UserEvent user) {
            onUser(user, at, version);
        } else if (event instanceof GroupEvent group) {
            onGroup(group, at, version);
        }
    }

    private void onUser(UserEvent event, Instant at, long version) {
        List<String> user = List.of(event.userId().value());
        if (event instanceof UserRegistered registered) {
            entries.put(registered.userId(), registered.tenant(), registered.profile(), at, version);
        } else if (event instanceof UserDescribed described) {
            entries.put(described.userId(), null, described.profile(), at, version);
            host.accessChanged(clientsOf(user));
        } else if (event instanceof UserPasswordChanged || event instanceof UserPasswordVoided) {
            entries.changeUser(event.userId(), at, version, "passwords = passwords + 1");
        } else if (event instanceof UserAddedToGroup added) {
            jdbc.sql("insert into directory_member (user_id, group_id) values (?, ?) on conflict do nothing")
                    .params(added.userId().value(), added.groupId().value())
                    .update();
            entries.changeUser(event.userId(), at, version, "deactivated = deactivated");
            refresh(user, at);
        } else if (event instanceof UserRemovedFromGroup removed) {
            jdbc.sql("delete from directory_member where user_id = ? and group_id = ?")
                    .params(removed.userId().value(), removed.groupId().value())
                    .update();
            entries.changeUser(event.userId(), at, version, "deactivated = deactivated");
            refresh(user, at);
        } else if (event instanceof UserDeactivated) {
            entries.changeUser(event.userId(), at, version, "deactivated = true, passwords = passwords + 1");
            refresh(user, at);
        } else if (event instanceof UserReactivated) {
            entries.changeUser(event.userId(), at, version, "deactivated = false");
            refresh(user, at);
        } else if (event instanceof UserDeleted) {
            entries.deleteFrom("directory_member", "user_id", event.userId().value());
            entries.deleteFrom("directory_user", "user_id", event.userId().value());
            refresh(user, at);
        }
    }

    private void onGroup(GroupEvent event, Instant at, long version) {
        GroupId id = event.groupId();
        if (event instanceof GroupCreated created) {
            entries.put(id, created.tenant(), created.profile(), at, version);
        } else if (event instanceof GroupDescribed described) {
            entries.put(id, null, described.profile(), at, version);
        } else if (event instanceof RoleAssignedToGroup assigned) {
            jdbc.sql("insert into directory_group_role (group_id, role_id) values (?, ?) on conflict do nothing")
                    .params(id.value(), assigned.roleId().value())
                    .update();
            entries.touch(id, at, version);
            refresh(membersOf(id), at);
        } else if (event instanceof RoleUnassignedFromGroup unassigned) {
            jdbc.sql("delete from directory_group_role where group_id = ? and role_id = ?")
                    .params(id.value(), unassigned.roleId().value())
                    .update();
            entries.touch(id, at, version);
            refresh(membersOf(id), at);
        } else if (event instanceof GroupDeleted) {
            List<String> members = membersOf(id);
            entries.deleteFrom("directory_member", "group_id", id.value());
            entries.deleteFrom("directory_group_role", "group_id", id.value());
            entries.deleteFrom("directory_group", "group_id", id.value());
            refresh(members, at);
        }
    }

    /** @param version the sequence number of the event */
    public void on(RoleEvent event, Instant at, long version) {
        RoleId id = event.roleId();
        if (event instanceof RoleCreated created) {
            entries.put(id, created.tenant(), created.profile(), version);
        } else if (event instanceof RoleDescribed described) {
            entries.put(id, null, described.profile(), version);
        } else if (event instanceof RoleApiEnabled enabled) {
            entries.setAccess(id, enabled.access(), version);
            refresh(holdersOf(id), at);
        } else if (event instanceof RoleApiChanged changed) {
            entries.setAccess(id, changed.access(), version);
            refresh(holdersOf(id), at);
        } else if (event instanceof RoleApiDisabled) {
            entries.setAccess(id, null, version);
            refresh(holdersOf(id), at);
        } else if (event instanceof RoleDeleted) {
            List<String> holders = holdersOf(id);
            entries.deleteFrom("directory_group_role", "role_id", id.value());
            entries.deleteFrom("directory_role_grant", "role_id", id.value());
            entries.deleteFrom("directory_role", "role_id", id.value());
            refresh(holders, at);
        }
    }

    public void on(ClientCreated event) {
        if (event.kind() == ClientKind.USER) {
            jdbc.sql("insert into directory_credential (client_id, user_id, retired) values (?, ?, false)"
                            + " on conflict (client_id) do nothing")
                    .params(
                            event.clientId().value(),
                            Objects.requireNonNull(event.owner()).value())
                    .update();
        }
    }

    public void on(SecretIssued event, Instant at) {
        current(event.clientId().value(), event.secretId().value(), at, event.expiresAt());
    }

    public void on(SecretRotated event, Instant at) {
        current(event.clientId().value(), event.current().value(), at, event.expiresAt());
    }

    private void current(String clientId, String secretId, Instant at, @Nullable Instant expiresAt) {
        jdbc.sql("update directory_credential set secret_id = :secret, issued_at = :at, expires_at = :expiresAt,"
                        + " retired = false where client_id = :client")
                .param("secret", secretId)
                .param("at", time(at))
                .param("expiresAt", time(expiresAt))
                .param("client", clientId)
                .update();
    }

    public void on(SecretRetired event) {
        jdbc.sql("update directory_credential set retired = true where client_id = ? and secret_id = ?")
                .params(event.clientId().value(), event.secretId().value())
                .update();
    }

    /**
     * @return whether it counts. A user's client is told what the roles have come to; when they changed before that was written
     *     down, they go first
     */
    public boolean on(ClientRotationIntervalChanged event) {
        boolean counts = jdbc.sql("""
                select not exists (
                    select from directory_credential c
                    where c.client_id = :client and not exists (
                        select from directory_user u where u.user_id = c.user_id and u.rotation_seconds = :seconds))""")
                .param("client", event.clientId().value())
                .param("seconds", Seconds.of(event.rotationInterval()))
                .query(Boolean.class)
                .single();
        if (counts) {
            jdbc.sql("update directory_credential set expires_at = :expiresAt"
                            + " where client_id = :client and secret_id = :secret")
                    .param("expiresAt", time(event.expiresAt()))
                    .param("client", event.clientId().value())
                    .param("secret", event.current().value())
                    .update();
        }
        return counts;
    }

    public void on(ClientDeleted event) {
        entries.deleteFrom("directory_credential", "client_id", event.clientId().value());
    }

    /** Works out anew what their roles come to. Where another interval applies than before, their secrets follow. */
    private void refresh(List<String> users, Instant at) {
        if (users.isEmpty()) {
            return;
        }
        Map<String, Long> changed = new HashMap<>();
        jdbc.sql("""
                update directory_user u
                set rotation_seconds = n.seconds
                from (
                    select a.user_id, (
                        select min(r.api_seconds)
                        from directory_member m
                        join directory_group_role gr on gr.group_id = m.group_id
                        join directory_role r on r.role_id = gr.role_id
                        where m.user_id = a.user_id and not a.deactivated) as seconds
                    from directory_user a where a.user_id = any(:users)) n
                where u.user_id = n.user_id and u.rotation_seconds is distinct from n.seconds
                returning u.user_id, u.rotation_seconds""").param("users", users.toArray(String[]::new)).query(row -> {
            long seconds = row.getLong("rotation_seconds");
            if (!row.wasNull()) {
                changed.put(row.getString("user_id"), seconds);
            }
        });
        moveExpiry(changed, at);
        host.accessChanged(clientsOf(users));
    }

    private void moveExpiry(Map<String, Long> secondsByUser, Instant at) {
        if (secondsByUser.isEmpty()) {
            return;
        }
        List<Expiry> moved = new ArrayList<>();
        jdbc.sql("select * from directory_credential"
                        + " where user_id = any(:users) and secret_id is not null and not retired")
                .param("users", secondsByUser.keySet().toArray(String[]::new))
                .query(row -> {
                    Instant before = instant(row, "expires_at");
                    long seconds = Objects.requireNonNull(secondsByUser.get(row.getString("user_id")));
                    Instant after = Seconds.interval(seconds)
                            .expiryFrom(at, Objects.requireNonNull(instant(row, "issued_at")), before);
                    if (!Objects.equals(before, after)) {
                        moved.add(new Expiry(row.getString("client_id"), row.getString("secret_id"), after));
                    }
                });
        if (!moved.isEmpty()) {
            jdbc.sql("update directory_credential c set expires_at = n.expires_at"
                            + " from unnest(:clients::text[], :expiries::timestamptz[]) as n(client_id, expires_at)"
                            + " where c.client_id = n.client_id")
                    .param("clients", moved.stream().map(Expiry::clientId).toArray(String[]::new))
                    .param("expiries", expiries(moved))
                    .update();
            host.expiryMoved(moved);
        }
    }

    /** For {@code unnest(…::timestamptz[])}. */
    public static @Nullable String[] expiries(List<Expiry> moved) {
        return moved.stream()
                .map(Expiry::expiresAt)
                .map(instant -> instant == null ? null : instant.toString())
                .toArray(String[]::new);
    }

    private List<String> membersOf(GroupId group) {
        return texts("select user_id from directory_member where group_id = ?", group.value());
    }

    private List<String> holdersOf(RoleId role) {
        return texts(
                "select distinct m.user_id from directory_group_role gr"
                        + " join directory_member m on m.group_id = gr.group_id where gr.role_id = ?",
                role.value());
    }

    private List<String> texts(String sql, String parameter) {
        return jdbc.sql(sql).param(parameter).query(String.class).list();
    }

    private List<String> clientsOf(List<String> users) {
        return jdbc.sql("select client_id from directory_credential where user_id = any(:users)")
                .param("users", users.toArray(String[]::new))
                .query(String.class)
                .list();
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
