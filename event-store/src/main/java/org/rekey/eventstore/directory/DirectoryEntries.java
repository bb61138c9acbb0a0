package org.rekey.eventstore.directory;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.TenantId;
import org.rekey.domain.UserId;
import org.rekey.domain.api.AccessLevel;
import org.rekey.domain.client.Grant;
import org.rekey.domain.directory.GroupId;
import org.rekey.domain.directory.GroupProfile;
import org.rekey.domain.directory.UserProfile;
import org.rekey.domain.role.ApiAccess;
import org.rekey.domain.role.RoleId;
import org.rekey.domain.role.RoleProfile;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is known of each person, group and role by itself: a row for each. */
final class DirectoryEntries {

    private final JdbcClient jdbc;

    DirectoryEntries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void put(UserId id, @Nullable TenantId tenant, UserProfile profile, Instant at, long version) {
        jdbc.sql("""
                insert into directory_user (user_id, version, tenant, user_name, sort_name, email, display_name,
                    external_id, attributes, deactivated, passwords, created_at, changed_at)
                values (:id, :version, :tenant, :userName, :sortName, :email, :displayName, :externalId,
                    :attributes::jsonb, false, 0, :at, :at)
                on conflict (user_id) do update set version = excluded.version, user_name = excluded.user_name,
                    sort_name = excluded.sort_name, email = excluded.email, display_name = excluded.display_name,
                    external_id = excluded.external_id, attributes = excluded.attributes,
                    changed_at = excluded.changed_at""")
                .param("id", id.value())
                .param("version", version)
                .param("tenant", text(tenant))
                .param("userName", profile.userName())
                .param("sortName", FoldedName.of(profile.userName()))
                .param("email", profile.email())
                .param("displayName", profile.displayName())
                .param("externalId", profile.externalId())
                .param("attributes", DirectoryJson.write(profile.attributes()))
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    void changeUser(UserId id, Instant at, long version, String assignment) {
        jdbc.sql("update directory_user set version = :version, changed_at = :at, " + assignment
                        + " where user_id = :user and version < :version")
                .param("version", version)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("user", id.value())
                .update();
    }

    void put(GroupId id, @Nullable TenantId tenant, GroupProfile profile, Instant at, long version) {
        jdbc.sql("""
                insert into directory_group (group_id, version, tenant, name, sort_name, external_id, created_at,
                    changed_at)
                values (:id, :version, :tenant, :name, :sortName, :externalId, :at, :at)
                on conflict (group_id) do update set version = excluded.version, name = excluded.name,
                    sort_name = excluded.sort_name, external_id = excluded.external_id,
                    changed_at = excluded.changed_at""")
                .param("id", id.value())
                .param("version", version)
                .param("tenant", text(tenant))
                .param("name", profile.name())
                .param("sortName", FoldedName.of(profile.name()))
                .param("externalId", profile.externalId())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    void touch(GroupId id, Instant at, long version) {
        jdbc.sql("update directory_group set version = ?, changed_at = ? where group_id = ?")
                .params(version, at.atOffset(ZoneOffset.UTC), id.value())
                .update();
    }

    void put(RoleId id, @Nullable TenantId tenant, RoleProfile profile, long version) {
        jdbc.sql("""
                insert into directory_role (role_id, version, tenant, name, sort_name, description, ui_apis, api_all)
                values (:id, :version, :tenant, :name, :sortName, :description, :apis::jsonb, false)
                on conflict (role_id) do update set version = excluded.version, name = excluded.name,
                    sort_name = excluded.sort_name, description = excluded.description,
                    ui_apis = excluded.ui_apis""")
                .param("id", id.value())
                .param("version", version)
                .param("tenant", text(tenant))
                .param("name", profile.name())
                .param("sortName", FoldedName.of(profile.name()))
                .param("description", profile.description())
                .param("apis", DirectoryJson.write(profile.apis()))
                .update();
    }

    void setAccess(RoleId id, @Nullable ApiAccess access, long version) {
        deleteFrom("directory_role_grant", "role_id", id.value());
        jdbc.sql("update directory_role set version = :version, api_seconds = :seconds, api_all = :all"
                        + " where role_id = :id")
                .param("version", version)
                .param("seconds", access == null ? null : Seconds.of(access.rotationInterval()))
                .param("all", access != null && access.apis().all())
                .param("id", id.value())
                .update();
        for (Grant grant : access == null ? List.<Grant>of() : access.apis().grants()) {
            jdbc.sql("insert into directory_role_grant (role_id, api_key, access) values (?, ?, ?)")
                    .param(id.value())
                    .param(grant.api().value())
                    .param(grant.access().stream().map(AccessLevel::name).toArray(String[]::new))
                    .update();
        }
    }

    void deleteFrom(String table, String column, String value) {
        jdbc.sql("delete from " + table + " where " + column + " = ?")
                .param(value)
                .update();
    }

    private static @Nullable String text(@Nullable TenantId tenant) {
        return tenant == null ? null : tenant.value();
    }
}
