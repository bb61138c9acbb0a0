package org.rekey.query.client;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.api.AccessLevel;
import org.rekey.domain.api.ApiDefinition;
import org.rekey.domain.api.ApiKey;
import org.rekey.domain.client.GrantedScopes;
import org.rekey.domain.role.ApiAccess;
import org.rekey.eventstore.directory.AccessOfUsers;
import org.rekey.query.api.CatalogueEntry;
import org.rekey.query.api.EndpointView;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What a client may call now: what it was granted, as far as the APIs still offer it. */
@Component
class ResourceQueries {

    /** @param scopes what to ask a token for */
    record Resource(
            String api, String name, Set<AccessLevel> access, List<EndpointView> endpoints, List<String> scopes) {}

    private final JdbcClient jdbc;

    private final AccessOfUsers users;

    ResourceQueries(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.users = new AccessOfUsers(jdbc, "query_clients");
    }

    /** @return empty when there is no such client, or none that the asker sees */
    Optional<List<Resource>> apisOf(String clientId, @Nullable String visibleTenant) {
        Optional<GrantedScopes> ofUser = rolesOfOwner(clientId, visibleTenant);
        if (ofUser.isPresent()) {
            return ofUser.map(this::under);
        }
        List<Resource> found = jdbc.sql("""
                select a.*, case when c.all_apis and not a.built_in then a.access
                    else array(select unnest(a.access) intersect select unnest(g.access)) end as effective
                from query_clients.client c
                join query_apis.api a on true
                left join query_clients.client_grant g on g.client_id = c.client_id and g.api_key = a.api_key
                where c.client_id = :id and (:tenant::text is null or c.tenant = :tenant)
                    and (c.all_apis and not a.built_in or g.access && a.access)
                order by a.api_key""")
                .param("id", clientId)
                .param("tenant", visibleTenant)
                .query(ResourceQueries::resource)
                .list();
        return found.isEmpty() && !exists(clientId, visibleTenant) ? Optional.empty() : Optional.of(found);
    }

    /** Empty when it is no client of a user, or none that the asker sees. */
    private Optional<GrantedScopes> rolesOfOwner(String clientId, @Nullable String visibleTenant) {
        return jdbc.sql("""
                select c.owner from query_clients.client c
                where c.client_id = :id and c.kind = 'USER' and (:tenant::text is null or c.tenant = :tenant)""")
                .param("id", clientId)
                .param("tenant", visibleTenant)
                .query(String.class)
                .optional()
                .map(owner -> users.of(owner).map(ApiAccess::apis).orElse(GrantedScopes.NONE));
    }

    List<String> scopesOf(GrantedScopes granted) {
        return under(granted).stream()
                .flatMap(resource -> resource.scopes().stream())
                .distinct()
                .toList();
    }

    private List<Resource> under(GrantedScopes granted) {
        SortedMap<String, ApiDefinition> catalogue = new TreeMap<>();
        jdbc.sql("select * from query_apis.api").query(row -> {
            CatalogueEntry entry = CatalogueEntry.of(row);
            catalogue.put(entry.key().value(), entry.definition());
        });
        return granted.under(catalogue).stream()
                .map(grant -> resource(
                        grant.api(),
                        Objects.requireNonNull(catalogue.get(grant.api().value())),
                        grant.access()))
                .toList();
    }

    private boolean exists(String clientId, @Nullable String visibleTenant) {
        return jdbc.sql("""
                select exists (select from query_clients.client c
                    where c.client_id = :id and (:tenant::text is null or c.tenant = :tenant))""")
                .param("id", clientId)
                .param("tenant", visibleTenant)
                .query(Boolean.class)
                .single();
    }

    private static Resource resource(ResultSet row, int index) throws SQLException {
        CatalogueEntry entry = CatalogueEntry.of(row);
        return resource(entry.key(), entry.definition(), CatalogueEntry.levels(row.getArray("effective")));
    }

    private static Resource resource(ApiKey key, ApiDefinition definition, Set<AccessLevel> levels) {
        return new Resource(
                key.value(),
                definition.name(),
                levels,
                definition.endpoints().stream()
                        .filter(endpoint -> levels.contains(endpoint.access()))
                        .map(EndpointView::of)
                        .toList(),
                levels.stream().map(level -> definition.scopeOf(key, level)).toList());
    }
}
