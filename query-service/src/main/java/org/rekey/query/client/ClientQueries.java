package org.rekey.query.client;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rekey.adminapi.Page;
import org.rekey.adminapi.Paging;
import org.rekey.domain.alert.AlertRecipients;
import org.rekey.domain.api.AccessLevel;
import org.rekey.domain.client.ClientKind;
import org.rekey.domain.client.GrantedScopes;
import org.rekey.domain.role.ApiAccess;
import org.rekey.eventstore.RotationProperties;
import org.rekey.eventstore.directory.AccessOfUsers;
import org.rekey.query.Scopes;
import org.rekey.query.Stored;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

/** Questions about clients. Each is one statement, so it is answered from one state of things. */
@Component
class ClientQueries {

    private static final TypeReference<List<SecretView.Row>> SECRETS = new TypeReference<>() {};
    private static final TypeReference<List<KeyView.Row>> KEYS = new TypeReference<>() {};
    private static final TypeReference<List<Scopes.Granted>> GRANTS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    /** What of the catalogue the roles of the owner of {@code c} come to. */
    private static final String APIS_OF_OWNER = """
            (select count(*) from query_apis.api a
                where exists (
                    select from query_clients.directory_member m
                    join query_clients.directory_group_role gr on gr.group_id = m.group_id
                    join query_clients.directory_role r on r.role_id = gr.role_id
                    left join query_clients.directory_role_grant g
                        on g.role_id = r.role_id and g.api_key = a.api_key and g.access && a.access
                    where m.user_id = c.owner and not o.deactivated and r.api_seconds is not null
                        and (g.role_id is not null or r.api_all and not a.built_in)))""";

    private final Clock clock;
    private final AccessOfUsers users;
    private final Duration safeAfter;

    ClientQueries(JdbcClient jdbc, Clock clock, RotationProperties rotation) {
        this.users = new AccessOfUsers(jdbc, "query_clients");
        this.jdbc = jdbc;
        this.clock = clock;
        this.safeAfter = rotation.safeAfter();
    }

    Page<ClientItem> clientsMatching(ClientFilter filter, ClientOrder order, Paging paging) {
        List<String> conditions = new ArrayList<>(filter.conditions());
        if (!paging.after().isEmpty()) {
            conditions.add(order.following());
        }
        List<ClientItem> found = jdbc.sql(
                        """
                select c.client_id, c.name, c.kind, c.suspended, c.all_apis, c.created_by, c.created_at, c.expires_at,
                    c.tenant, used.last_used_at, (%s)::text as sort_key, c.owner, o.user_name, o.rotation_seconds,
                    case when c.kind = 'USER' then %s else
                    (select count(*)
                        from query_clients.client_grant g join query_apis.api a on a.api_key = g.api_key
                        where g.client_id = c.client_id and g.access && a.access and (a.built_in or not c.all_apis))
                    + case when c.all_apis then (select count(*) from query_apis.api where not built_in) else 0 end
                    end as api_count,
                    exists (
                        select from query_clients.directory_member m
                        join query_clients.directory_group_role gr on gr.group_id = m.group_id
                        join query_clients.directory_role r on r.role_id = gr.role_id
                        where c.kind = 'USER' and m.user_id = c.owner and not o.deactivated
                            and r.api_seconds is not null and r.api_all) as all_by_roles
                from query_clients.client c
                left join query_clients.directory_user o on o.user_id = c.owner
                cross join lateral (
                    select max(u.last_used_at) as last_used_at
                    from telemetry.secret_use u where u.client_id = c.client_id) used
                %s order by %s limit :rows""".formatted(order.expression(), APIS_OF_OWNER, where(conditions), order.clause()))
                .params(filter.parameters(clock.instant()))
                .params(order.parameters(paging.after()))
                .param("rows", paging.limit() + 1)
                .query(ClientQueries::item)
                .list();
        return paging.page(found, ClientItem::key);
    }

    /** @param visibleTenant the only tenant that the asker sees; null when it sees all */
    Optional<ClientView.Versioned> client(String clientId, @Nullable String visibleTenant) {
        Instant now = clock.instant();
        return jdbc.sql("""
                select c.*, o.user_name, o.rotation_seconds,
                    (select jsonb_agg(jsonb_build_object('api', g.api_key, 'access', g.access) order by g.api_key)
                        from query_clients.client_grant g where g.client_id = c.client_id) as grants,
                    (select jsonb_agg(jsonb_build_object(
                            'secretId', s.secret_id, 'createdAt', s.created_at, 'expiresAt', s.expires_at,
                            'validUntil', s.valid_until, 'retiredReason', s.retired_reason,
                            'exposedAt', s.exposed_at, 'lastReminder', s.last_reminder,
                            'lastUsedAt', u.last_used_at, 'uses', coalesce(u.uses, 0),
                            'callers', coalesce(u.callers, '[]'))
                            order by s.issued_by desc)
                        from query_clients.secret s
                        left join telemetry.secret_use u on u.client_id = s.client_id and u.secret_id = s.secret_id
                        where s.client_id = c.client_id) as secrets,
                    (select jsonb_agg(jsonb_build_object(
                            'keyId', k.key_id, 'kid', k.kid, 'kty', k.kty, 'alg', k.alg, 'createdAt', k.created_at,
                            'expiresAt', k.expires_at, 'retiredReason', k.retired_reason,
                            'lastUsedAt', u.last_used_at, 'uses', coalesce(u.uses, 0),
                            'callers', coalesce(u.callers, '[]'))
                            order by k.added_by desc)
                        from query_clients.client_key k
                        left join telemetry.secret_use u on u.client_id = k.client_id and u.secret_id = k.key_id
                        where k.client_id = c.client_id) as keys
                from query_clients.client c
                left join query_clients.directory_user o on o.user_id = c.owner
                where c.client_id = :id and (:tenant::text is null or c.tenant = :tenant)""")
                .param("id", clientId)
                .param("tenant", visibleTenant)
                .query((row, index) -> client(row, now))
                .optional();
    }

    private static String where(List<String> conditions) {
        return conditions.isEmpty() ? "" : "where " + String.join(" and ", conditions);
    }

    private static ClientItem item(ResultSet row, int index) throws SQLException {
        return new ClientItem(
                row.getString("client_id"),
                row.getString("name"),
                row.getString("kind"),
                status(row),
                row.getLong("api_count"),
                row.getBoolean("all_apis") || row.getBoolean("all_by_roles"),
                row.getString("created_by"),
                Objects.requireNonNull(instant(row, "created_at")),
                instant(row, "expires_at"),
                instant(row, "last_used_at"),
                row.getString("tenant"),
                owner(row),
                row.getString("sort_key"));
    }

    private static ClientView.Status status(ResultSet row) throws SQLException {
        boolean ofUser = row.getString("kind").equals(ClientKind.USER.name());
        boolean withoutAccess = ofUser && row.getObject("rotation_seconds") == null;
        return ClientView.Status.of(row.getBoolean("suspended"), withoutAccess);
    }

    private static ClientView.@Nullable Owner owner(ResultSet row) throws SQLException {
        return ClientView.Owner.of(row.getString("owner"), row.getString("user_name"));
    }

    private ClientView.Versioned client(ResultSet row, Instant now) throws SQLException {
        boolean ofUser = row.getString("kind").equals(ClientKind.USER.name());
        Optional<ApiAccess> access = ofUser ? users.of(row.getString("owner")) : Optional.empty();
        List<SecretView.Row> secrets = list(row.getString("secrets"), SECRETS);
        List<KeyView.Row> keys = list(row.getString("keys"), KEYS);
        ClientView view = new ClientView(
                row.getString("client_id"),
                row.getString("name"),
                row.getString("description"),
                row.getString("kind"),
                status(row),
                row.getString("tenant"),
                owner(row),
                access.map(theirs -> theirs.rotationInterval().value()).orElse(row.getString("rotation_interval")),
                ofUser ? Scopes.of(access.map(ApiAccess::apis).orElse(GrantedScopes.NONE)) : scopes(row),
                Stored.read(row.getString("alerts"), AlertRecipients.class),
                new ClientView.Token(
                        row.getString("token_format").toLowerCase(Locale.ROOT),
                        row.getString("token_ttl"),
                        row.getBoolean("require_scope"),
                        row.getString("token_type")),
                Stored.read(row.getString("authorities"), JsonNode.class),
                Stored.read(row.getString("extensions"), JsonNode.class),
                row.getString("created_by"),
                Objects.requireNonNull(instant(row, "created_at")),
                instant(row, "expires_at"),
                Stream.concat(
                                secrets.stream().map(SecretView.Row::lastUsedAt),
                                keys.stream().map(KeyView.Row::lastUsedAt))
                        .filter(Objects::nonNull)
                        .max(Instant::compareTo)
                        .orElse(null),
                SecretView.at(now, secrets, safeAfter),
                keys.stream().map(key -> key.at(now)).toList());
        return new ClientView.Versioned(view, row.getLong("version"));
    }

    private static Object scopes(ResultSet row) throws SQLException {
        return row.getBoolean("all_apis") ? Scopes.ALL : granted(list(row.getString("grants"), GRANTS));
    }

    private static List<Scopes.Granted> granted(List<Scopes.Granted> grants) {
        return grants.stream()
                .map(grant -> new Scopes.Granted(grant.api(), inOrder(grant.access())))
                .toList();
    }

    private static Set<AccessLevel> inOrder(Set<AccessLevel> levels) {
        return EnumSet.copyOf(levels);
    }

    private static <T> List<T> list(@Nullable String json, TypeReference<List<T>> type) {
        return json == null ? List.of() : Stored.read(json, type);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        return Stored.instant(row.getObject(column, OffsetDateTime.class));
    }
}
