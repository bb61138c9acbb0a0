package org.rekey.query.client;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.client.GrantedScopes;
import org.rekey.domain.role.ApiAccess;
import org.rekey.eventstore.directory.AccessOfUsers;
import org.rekey.query.Scopes;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whether a user may have credentials, and which there are. */
@Component
class OwnCredentialsQueries {

    private final JdbcClient jdbc;
    private final ClientQueries clients;
    private final ResourceQueries resources;
    private final AccessOfUsers access;

    OwnCredentialsQueries(JdbcClient jdbc, ClientQueries clients, ResourceQueries resources) {
        this.jdbc = jdbc;
        this.clients = clients;
        this.resources = resources;
        this.access = new AccessOfUsers(jdbc, "query_clients");
    }

    private record User(boolean deactivated, @Nullable String clientId) {}

    /** @return empty when there is no such user, or none that the asker sees */
    Optional<OwnCredentialsView> of(String userId, @Nullable String visibleTenant) {
        return jdbc.sql("""
                select u.deactivated, c.client_id
                from query_clients.directory_user u
                left join query_clients.client c on c.owner = u.user_id and c.kind = 'USER'
                where u.user_id = :id and (:tenant::text is null or u.tenant = :tenant)""")
                .param("id", userId)
                .param("tenant", visibleTenant)
                .query((row, index) -> new User(row.getBoolean("deactivated"), row.getString("client_id")))
                .optional()
                .map(user -> view(userId, user, visibleTenant));
    }

    private OwnCredentialsView view(String userId, User user, @Nullable String visibleTenant) {
        Optional<ApiAccess> theirs = access.of(userId);
        GrantedScopes granted = theirs.map(ApiAccess::apis).orElse(GrantedScopes.NONE);
        ClientView client = user.clientId() == null
                ? null
                : clients.client(user.clientId(), visibleTenant)
                        .map(ClientView.Versioned::view)
                        .orElse(null);
        return new OwnCredentialsView(
                theirs.isPresent(),
                reason(user, theirs.isPresent()),
                user.clientId(),
                client == null ? null : client.status(),
                Scopes.of(granted),
                resources.scopesOf(granted),
                theirs.map(terms -> terms.rotationInterval().value()).orElse(null),
                client == null ? null : client.expiresAt(),
                client == null ? null : client.lastUsedAt(),
                client == null ? List.of() : client.secrets());
    }

    private static @Nullable String reason(User user, boolean available) {
        if (available) {
            return null;
        }
        return user.deactivated() ? "the user is deactivated" : "no role of the user has API access";
    }
}
