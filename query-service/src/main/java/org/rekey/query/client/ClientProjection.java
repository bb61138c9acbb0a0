package org.rekey.query.client;

import java.time.Instant;
import java.util.List;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.ClientId;
import org.rekey.domain.TenantId;
import org.rekey.domain.UserId;
import org.rekey.domain.alert.ExpiryReminderFailed;
import org.rekey.domain.alert.ExpiryReminderSent;
import org.rekey.domain.api.AccessLevel;
import org.rekey.domain.client.ClientAlertsChanged;
import org.rekey.domain.client.ClientAuthoritiesChanged;
import org.rekey.domain.client.ClientCreated;
import org.rekey.domain.client.ClientDeleted;
import org.rekey.domain.client.ClientDescribed;
import org.rekey.domain.client.ClientKeyAdded;
import org.rekey.domain.client.ClientKeyRetired;
import org.rekey.domain.client.ClientProfile;
import org.rekey.domain.client.ClientResumed;
import org.rekey.domain.client.ClientRotationIntervalChanged;
import org.rekey.domain.client.ClientScopesChanged;
import org.rekey.domain.client.ClientSuspended;
import org.rekey.domain.client.ClientTokenPolicyChanged;
import org.rekey.domain.client.ClientTokensRevoked;
import org.rekey.domain.client.ClientTransferred;
import org.rekey.domain.client.Grant;
import org.rekey.domain.client.GrantedScopes;
import org.rekey.domain.directory.DirectoryEvent;
import org.rekey.domain.directory.UserDeactivated;
import org.rekey.domain.directory.UserDeleted;
import org.rekey.domain.directory.UserEvent;
import org.rekey.domain.directory.UserReactivated;
import org.rekey.domain.log.LogRestored;
import org.rekey.domain.role.RoleEvent;
import org.rekey.domain.secret.RetiredReason;
import org.rekey.domain.secret.SecretExposed;
import org.rekey.domain.secret.SecretId;
import org.rekey.domain.secret.SecretIssued;
import org.rekey.domain.secret.SecretRetired;
import org.rekey.domain.secret.SecretRotated;
import org.rekey.domain.token.TokenPolicy;
import org.rekey.domain.token.TokenType;
import org.rekey.eventstore.Projection;
import org.rekey.eventstore.Provenance;
import org.rekey.eventstore.directory.DirectoryFold;
import org.rekey.eventstore.directory.DirectoryFold.Expiry;
import org.rekey.query.Stored;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The clients that there are, with their secrets. */
@Component
@ProcessingGroup(ClientProjection.NAME)
class ClientProjection implements Projection, DirectoryFold.Host {

    static final String NAME = "query.clients";

    private static final String ORPHANED = "c.kind = 'SERVICE' and c.owner is not null and not exists ("
            + "select from directory_user u where u.user_id = c.owner and not u.deactivated)";

    private final JdbcClient jdbc;
    private final DirectoryFold directory;

    ClientProjection(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.directory = new DirectoryFold(jdbc, this);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> ddlResources() {
        return List.of("db/query/clients.sql", "db/folds/directory.sql");
    }

    @EventHandler
    void on(DirectoryEvent event, @Timestamp Instant at, @SequenceNumber long version) {
        directory.on(event, at, version);
        if (event instanceof UserDeactivated || event instanceof UserReactivated || event instanceof UserDeleted) {
            jdbc.sql("update client c set orphaned = " + ORPHANED + " where owner = ?")
                    .param(((UserEvent) event).userId().value())
                    .update();
        }
    }

    /** Whatever works by now worked when the backup was made. */
    @EventHandler
    void on(LogRestored event) {
        jdbc.sql("update secret set restored = true where retired_reason is null")
                .update();
        jdbc.sql("update client_key set restored = true where retired_reason is null")
                .update();
    }

    @EventHandler
    void on(RoleEvent event, @Timestamp Instant at, @SequenceNumber long version) {
        directory.on(event, at, version);
    }

    @Override
    public void expiryMoved(List<Expiry> secrets) {
        String[] expiries = DirectoryFold.expiries(secrets);
        jdbc.sql("update secret s set expires_at = n.expires_at"
                        + " from unnest(:secrets::text[], :expiries::timestamptz[]) as n(secret_id, expires_at)"
                        + " where s.secret_id = n.secret_id")
                .param("secrets", secrets.stream().map(Expiry::secretId).toArray(String[]::new))
                .param("expiries", expiries)
                .update();
        jdbc.sql("update client c set expires_at = n.expires_at"
                        + " from unnest(:clients::text[], :expiries::timestamptz[]) as n(client_id, expires_at)"
                        + " where c.client_id = n.client_id")
                .param("clients", secrets.stream().map(Expiry::clientId).toArray(String[]::new))
                .param("expiries", expiries)
                .update();
    }

    /** What clients of users may do is looked up when it is asked for. */
    @Override
    public void accessChanged(List<String> clientIds) {}

    @EventHandler
    void on(ClientCreated event, @Timestamp Instant at, @SequenceNumber long version, MetaData metaData) {
        String id = event.clientId().value();
        SearchableName name = SearchableName.of(id, event.profile().name());
        TenantId tenant = event.tenant();
        UserId owner = event.owner();
        directory.on(event);
        jdbc.sql("""
                insert into client (client_id, version, kind, tenant, owner, orphaned, name, description, extensions, all_apis,
                    rotation_interval, token_format, token_ttl, require_scope, token_type, alerts, authorities, suspended,
                    created_by, created_at, sort_name, search_text, trigrams)
                values (:id, :version, :kind, :tenant, :owner, false, :name, :description, :extensions::jsonb, :allApis,
                    :rotationInterval, :format, :ttl, :requireScope, :tokenType, :alerts::jsonb, :authorities::jsonb, false,
                    :actor, :at, :sortName, :searchText, :trigrams)
                on conflict (client_id) do nothing""")
                .param("id", id)
                .param("version", version)
                .param("kind", event.kind().name())
                .param("tenant", tenant == null ? null : tenant.value())
                .param("owner", owner == null ? null : owner.value())
                .param("name", name.shown())
                .param("description", event.profile().description())
                .param("extensions", Stored.json(event.profile().extensions()))
                .param("allApis", event.scopes().all())
                .param("rotationInterval", event.rotationInterval().value())
                .param("format", event.tokenPolicy().format().name())
                .param("ttl", event.tokenPolicy().ttl().toString())
                .param("requireScope", event.tokenPolicy().requireScope())
                .param("tokenType", TokenType.text(event.tokenPolicy().tokenType()))
                .param("alerts", Stored.json(event.alerts()))
                .param("authorities", Stored.json(event.authorities()))
                .param("actor", Provenance.of(metaData).actor())
                .param("at", Stored.time(at))
                .param("sortName", name.sorted())
                .param("searchText", name.searched())
                .param("trigrams", name.trigrams())
                .update();
        replaceGrants(id, event.scopes());
    }

    @EventHandler
    void on(ClientDescribed event, @SequenceNumber long version) {
        ClientProfile profile = event.profile();
        SearchableName name = SearchableName.of(event.clientId().value(), profile.name());
        change(
                        event.clientId(),
                        version,
                        "name = :name, description = :description, extensions = :extensions::jsonb,"
                                + " sort_name = :sortName, search_text = :searchText, trigrams = :trigrams")
                .param("name", name.shown())
                .param("description", profile.description())
                .param("extensions", Stored.json(profile.extensions()))
                .param("sortName", name.sorted())
                .param("searchText", name.searched())
                .param("trigrams", name.trigrams())
                .update();
    }

    @EventHandler
    void on(ClientScopesChanged event, @SequenceNumber long version) {
        change(event.clientId(), version, "all_apis = :allApis")
                .param("allApis", event.scopes().all())
                .update();
        replaceGrants(event.clientId().value(), event.scopes());
    }

    @EventHandler
    void on(ClientRotationIntervalChanged event, @SequenceNumber long version) {
        touch(event.clientId(), version);
        if (!directory.on(event)) {
            return;
        }
        change(event.clientId(), version, "rotation_interval = :interval, expires_at = :expiresAt")
                .param("interval", event.rotationInterval().value())
                .param("expiresAt", Stored.time(event.expiresAt()))
                .update();
        jdbc.sql("update secret set expires_at = :expiresAt where secret_id = :id")
                .param("expiresAt", Stored.time(event.expiresAt()))
                .param("id", event.current().value())
                .update();
    }

    @EventHandler
    void on(ClientTokenPolicyChanged event, @SequenceNumber long version) {
        TokenPolicy policy = event.tokenPolicy();
        change(
                        event.clientId(),
                        version,
                        "token_format = :format, token_ttl = :ttl, require_scope = :requireScope, token_type = :tokenType")
                .param("format", policy.format().name())
                .param("ttl", policy.ttl().toString())
                .param("requireScope", policy.requireScope())
                .param("tokenType", TokenType.text(policy.tokenType()))
                .update();
    }

    @EventHandler
    void on(ClientAlertsChanged event, @SequenceNumber long version) {
        change(event.clientId(), version, "alerts = :alerts::jsonb")
                .param("alerts", Stored.json(event.alerts()))
                .update();
    }

    @EventHandler
    void on(ClientAuthoritiesChanged event, @SequenceNumber long version) {
        change(event.clientId(), version, "authorities = :authorities::jsonb")
                .param("authorities", Stored.json(event.authorities()))
                .update();
    }

    @EventHandler
    void on(ClientSuspended event, @SequenceNumber long version) {
        change(event.clientId(), version, "suspended = true").update();
    }

    @EventHandler
    void on(ClientResumed event, @SequenceNumber long version) {
        change(event.clientId(), version, "suspended = false").update();
    }

    @EventHandler
    void on(ClientTransferred event, @SequenceNumber long version) {
        UserId owner = event.owner();
        change(event.clientId(), version, "owner = :owner")
                .param("owner", owner == null ? null : owner.value())
                .update();
        jdbc.sql("update client c set orphaned = " + ORPHANED + " where client_id = ?")
                .param(event.clientId().value())
                .update();
    }

    @EventHandler
    void on(ClientTokensRevoked event, @SequenceNumber long version) {
        touch(event.clientId(), version);
    }

    @EventHandler
    void on(ClientDeleted event) {
        directory.on(event);
        String id = event.clientId().value();
        for (String table : new String[] {"client", "client_grant", "client_key", "secret"}) {
            jdbc.sql("delete from " + table + " where client_id = ?").param(id).update();
        }
    }

    @EventHandler
    void on(SecretIssued event, @Timestamp Instant at, @SequenceNumber long version) {
        directory.on(event, at);
        issue(event.clientId(), event.secretId(), event.expiresAt(), at, version);
    }

    @EventHandler
    void on(SecretRotated event, @Timestamp Instant at, @SequenceNumber long version) {
        directory.on(event, at);
        jdbc.sql("update secret set valid_until = :until where secret_id = :id and :until::timestamptz is not null")
                .param("until", Stored.time(event.previousValidUntil()))
                .param("id", event.previous().value())
                .update();
        issue(event.clientId(), event.current(), event.expiresAt(), at, version);
    }

    @EventHandler
    void on(SecretRetired event, @Timestamp Instant at, @SequenceNumber long version) {
        directory.on(event);
        touch(event.clientId(), version);
        jdbc.sql("update secret set retired_reason = :reason, valid_until = least(:at, valid_until, expires_at)"
                        + " where secret_id = :id")
                .param("reason", event.reason().name())
                .param("at", Stored.time(at))
                .param("id", event.secretId().value())
                .update();
    }

    @EventHandler
    void on(SecretExposed event, @Timestamp Instant at, @SequenceNumber long version) {
        touch(event.clientId(), version);
        jdbc.sql("update secret set exposed_at = :at where secret_id = :id")
                .param("at", Stored.time(at))
                .param("id", event.secretId().value())
                .update();
    }

    @EventHandler
    void on(ExpiryReminderSent event, @Timestamp Instant at) {
        reminded(event.secretId(), new LastReminder(at, event.kind(), event.recipients(), event.refused()));
    }

    @EventHandler
    void on(ExpiryReminderFailed event, @Timestamp Instant at) {
        reminded(event.secretId(), new LastReminder(at, event.kind(), List.of(), event.refused()));
    }

    private void reminded(SecretId secret, LastReminder reminder) {
        jdbc.sql("update secret set last_reminder = ?::jsonb where secret_id = ?")
                .param(Stored.json(reminder))
                .param(secret.value())
                .update();
    }

    @EventHandler
    void on(ClientKeyAdded event, @Timestamp Instant at, @SequenceNumber long version) {
        touch(event.clientId(), version);
        JsonNode jwk = Stored.read(event.publicJwk(), JsonNode.class);
        jdbc.sql("""
                insert into client_key (client_id, key_id, added_by, kid, kty, alg, created_at, expires_at)
                values (:client, :id, :version, :kid, :kty, :alg, :at, :expiresAt)
                on conflict (client_id, key_id) do nothing""")
                .param("client", event.clientId().value())
                .param("id", event.keyId().value())
                .param("version", version)
                .param("kid", jwk.path("kid").stringValue(null))
                .param("kty", jwk.path("kty").stringValue("?"))
                .param("alg", jwk.path("alg").stringValue(null))
                .param("at", Stored.time(at))
                .param("expiresAt", Stored.time(event.expiresAt()))
                .update();
    }

    @EventHandler
    void on(ClientKeyRetired event, @SequenceNumber long version) {
        touch(event.clientId(), version);
        jdbc.sql("update client_key set retired_reason = :reason where client_id = :client and key_id = :id")
                .param("reason", RetiredReason.REVOKED.name())
                .param("client", event.clientId().value())
                .param("id", event.keyId().value())
                .update();
    }

    private void issue(ClientId client, SecretId secret, @Nullable Instant expiresAt, Instant at, long version) {
        change(client, version, "expires_at = :expiresAt")
                .param("expiresAt", Stored.time(expiresAt))
                .update();
        jdbc.sql("""
                insert into secret (secret_id, client_id, issued_by, created_at, expires_at)
                values (:id, :client, :version, :at, :expiresAt)
                on conflict (secret_id) do nothing""")
                .param("id", secret.value())
                .param("client", client.value())
                .param("version", version)
                .param("at", Stored.time(at))
                .param("expiresAt", Stored.time(expiresAt))
                .update();
    }

    private void replaceGrants(String client, GrantedScopes scopes) {
        jdbc.sql("delete from client_grant where client_id = ?").param(client).update();
        for (Grant grant : scopes.grants()) {
            jdbc.sql("insert into client_grant (client_id, api_key, access) values (?, ?, ?)")
                    .param(client)
                    .param(grant.api().value())
                    .param(grant.access().stream().map(AccessLevel::name).toArray(String[]::new))
                    .update();
        }
    }

    private void touch(ClientId client, long version) {
        change(client, version, "suspended = suspended").update();
    }

    private StatementSpec change(ClientId client, long version, String assignments) {
        return jdbc.sql("update client set version = :version, " + assignments + " where client_id = :client")
                .param("version", version)
                .param("client", client.value());
    }
}
