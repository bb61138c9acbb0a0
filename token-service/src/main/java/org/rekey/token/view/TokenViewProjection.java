package org.rekey.token.view;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventhandling.Timestamp;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.ClientId;
import org.rekey.domain.api.ApiChanged;
import org.rekey.domain.api.ApiDefinition;
import org.rekey.domain.api.ApiKey;
import org.rekey.domain.api.ApiRegistered;
import org.rekey.domain.api.ApiRetired;
import org.rekey.domain.client.ClientAuthoritiesChanged;
import org.rekey.domain.client.ClientCreated;
import org.rekey.domain.client.ClientDeleted;
import org.rekey.domain.client.ClientDescribed;
import org.rekey.domain.client.ClientKeyAdded;
import org.rekey.domain.client.ClientKeyRetired;
import org.rekey.domain.client.ClientResumed;
import org.rekey.domain.client.ClientRotationIntervalChanged;
import org.rekey.domain.client.ClientScopesChanged;
import org.rekey.domain.client.ClientSuspended;
import org.rekey.domain.client.ClientTokenPolicyChanged;
import org.rekey.domain.client.ClientTokensRevoked;
import org.rekey.domain.directory.DirectoryEvent;
import org.rekey.domain.key.SigningKeyActivated;
import org.rekey.domain.key.SigningKeyRetired;
import org.rekey.domain.role.RoleEvent;
import org.rekey.domain.secret.SecretHash;
import org.rekey.domain.secret.SecretId;
import org.rekey.domain.secret.SecretIssued;
import org.rekey.domain.secret.SecretRetired;
import org.rekey.domain.secret.SecretRotated;
import org.rekey.domain.token.TokenRevoked;
import org.rekey.domain.token.TokenType;
import org.rekey.eventstore.Projection;
import org.rekey.eventstore.ProjectionPositions;
import org.rekey.eventstore.directory.DirectoryFold;
import org.rekey.eventstore.directory.DirectoryFold.Expiry;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** All that decides about a token, one row per thing. */
@Component
@ProcessingGroup(TokenViewProjection.NAME)
class TokenViewProjection implements Projection, DirectoryFold.Host, ProjectionPositions.Resumption {

    static final String NAME = "token.view";

    private static final int MOST_UNDECIDED = 1_000;

    private final JdbcClient jdbc;
    private final List<ViewListener> listeners;
    private final DirectoryFold directory;

    /** What a transaction has changed of which nobody knows whether it was committed. */
    private final Queue<Consumer<ViewListener>> undecided = new ConcurrentLinkedQueue<>();

    TokenViewProjection(JdbcClient jdbc, List<ViewListener> listeners, ProjectionPositions positions) {
        this.jdbc = jdbc;
        this.listeners = listeners;
        positions.onResumption(NAME, this);
        this.directory = new DirectoryFold(jdbc, this);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> ddlResources() {
        return List.of("db/token/view.sql", "db/folds/directory.sql");
    }

    @Override
    public boolean decides() {
        return true;
    }

    @Override
    public void rebuilt() {
        listeners.forEach(ViewListener::everythingChanged);
    }

    @Override
    public void anythingMissed() {
        undecided.clear();
        listeners.forEach(ViewListener::everythingChanged);
    }

    /** They were forgotten when it failed, and may have been read again before it was committed. */
    @Override
    public void undecidedCommitted() {
        for (Consumer<ViewListener> change = undecided.poll(); change != null; change = undecided.poll()) {
            listeners.forEach(change);
        }
    }

    @EventHandler
    void on(DirectoryEvent event, @Timestamp Instant at, @SequenceNumber long version) {
        directory.on(event, at, version);
    }

    @EventHandler
    void on(RoleEvent event, @Timestamp Instant at, @SequenceNumber long version) {
        directory.on(event, at, version);
    }

    @Override
    public void expiryMoved(List<Expiry> secrets) {
        jdbc.sql("update secret s set expires_at = n.expires_at"
                        + " from unnest(:secrets::text[], :expiries::timestamptz[]) as n(secret_id, expires_at)"
                        + " where s.secret_id = n.secret_id")
                .param("secrets", secrets.stream().map(Expiry::secretId).toArray(String[]::new))
                .param("expiries", DirectoryFold.expiries(secrets))
                .update();
    }

    @Override
    public void accessChanged(List<String> clientIds) {
        afterCommit(listener -> clientIds.forEach(listener::clientChanged));
    }

    @EventHandler
    void on(ClientCreated event) {
        jdbc.sql("insert into client values (?, ?, ?, ?, false, ?, ?::jsonb, ?, ?, ?, ?, ?::jsonb, ?::jsonb, 0)"
                        + " on conflict (client_id) do nothing")
                .param(event.clientId().value())
                .param(event.kind().name())
                .param(event.tenant() == null ? null : event.tenant().value())
                .param(event.owner() == null ? null : event.owner().value())
                .param(event.scopes().all())
                .param(ViewJson.write(event.scopes().grants()))
                .param(event.tokenPolicy().format().name())
                .param(event.tokenPolicy().ttl().toSeconds())
                .param(event.tokenPolicy().requireScope())
                .param(name(event.tokenPolicy().tokenType()))
                .param(ViewJson.write(event.authorities()))
                .param(ViewJson.write(event.profile().extensions()))
                .update();
        directory.on(event);
        afterCommit(listener -> listener.clientCreated(event.clientId().value()));
    }

    @EventHandler
    void on(ClientDescribed event) {
        change(
                event.clientId(),
                "extensions = ?::jsonb",
                ViewJson.write(event.profile().extensions()));
    }

    @EventHandler
    void on(ClientScopesChanged event) {
        change(
                event.clientId(),
                "all_apis = ?, grants = ?::jsonb",
                event.scopes().all(),
                ViewJson.write(event.scopes().grants()));
    }

    @EventHandler
    void on(ClientTokenPolicyChanged event) {
        change(
                event.clientId(),
                "token_format = ?, token_ttl_seconds = ?, require_scope = ?, token_type = ?",
                event.tokenPolicy().format().name(),
                event.tokenPolicy().ttl().toSeconds(),
                event.tokenPolicy().requireScope(),
                name(event.tokenPolicy().tokenType()));
    }

    @EventHandler
    void on(ClientAuthoritiesChanged event) {
        change(event.clientId(), "authorities = ?::jsonb", ViewJson.write(event.authorities()));
    }

    @EventHandler
    void on(ClientSuspended event) {
        change(event.clientId(), "suspended = true");
    }

    @EventHandler
    void on(ClientResumed event) {
        change(event.clientId(), "suspended = false");
    }

    @EventHandler
    void on(ClientTokensRevoked event) {
        change(event.clientId(), "epoch = epoch + 1");
    }

    @EventHandler
    void on(ClientDeleted event) {
        jdbc.sql("delete from secret where client_id = ?")
                .param(event.clientId().value())
                .update();
        jdbc.sql("delete from client_key where client_id = ?")
                .param(event.clientId().value())
                .update();
        jdbc.sql("delete from client where client_id = ?")
                .param(event.clientId().value())
                .update();
        directory.on(event);
        clientChanged(event.clientId());
    }

    @EventHandler
    void on(ClientRotationIntervalChanged event) {
        if (directory.on(event)) {
            changeSecret(event.clientId(), event.current(), "expires_at = ?", time(event.expiresAt()));
        }
    }

    @EventHandler
    void on(ClientKeyAdded event, @Timestamp Instant at) {
        jdbc.sql("insert into client_key values (?, ?, ?, ?, ?, false) on conflict (client_id, key_id) do nothing")
                .param(event.clientId().value())
                .param(event.keyId().value())
                .param(event.publicJwk())
                .param(time(at))
                .param(time(event.expiresAt()))
                .update();
        clientChanged(event.clientId());
    }

    @EventHandler
    void on(ClientKeyRetired event) {
        jdbc.sql("update client_key set retired = true where client_id = ? and key_id = ?")
                .param(event.clientId().value())
                .param(event.keyId().value())
                .update();
        clientChanged(event.clientId());
    }

    @EventHandler
    void on(SecretIssued event, @Timestamp Instant at) {
        directory.on(event, at);
        insert(event.clientId(), event.secretId(), event.hash(), at, event.expiresAt());
    }

    @EventHandler
    void on(SecretRotated event, @Timestamp Instant at) {
        directory.on(event, at);
        if (event.previousValidUntil() != null) {
            changeSecret(event.clientId(), event.previous(), "valid_until = ?", time(event.previousValidUntil()));
        }
        insert(event.clientId(), event.current(), event.hash(), at, event.expiresAt());
    }

    @EventHandler
    void on(SecretRetired event) {
        directory.on(event);
        changeSecret(
                event.clientId(),
                event.secretId(),
                "retired = ?",
                event.reason().name());
    }

    @EventHandler
    void on(ApiRegistered event) {
        put(event.key(), event.definition());
    }

    @EventHandler
    void on(ApiChanged event) {
        put(event.key(), event.definition());
    }

    @EventHandler
    void on(ApiRetired event) {
        jdbc.sql("delete from api where key = ?").param(event.key().value()).update();
        afterCommit(ViewListener::apisChanged);
    }

    /** Forgets in passing those that have expired: by the event's own time, so that every rebuild does the same. */
    @EventHandler
    void on(TokenRevoked event, @Timestamp Instant at) {
        jdbc.sql("delete from revoked_token where expires_at <= ?")
                .param(time(at))
                .update();
        jdbc.sql("insert into revoked_token values (?, ?) on conflict (jti) do nothing")
                .param(event.tokenId().value())
                .param(time(event.expiresAt()))
                .update();
        afterCommit(listener -> listener.tokenRevoked(event.tokenId().value(), event.expiresAt()));
    }

    @EventHandler
    void on(SigningKeyActivated event) {
        jdbc.sql("insert into signing_key values (?, ?, ?, ?, false) on conflict (kid) do nothing")
                .param(event.keyId().value())
                .param(event.algorithm().name())
                .param(event.publicJwk())
                .param(time(event.signsFrom()))
                .update();
        afterCommit(ViewListener::keysChanged);
    }

    @EventHandler
    void on(SigningKeyRetired event) {
        jdbc.sql("update signing_key set retired = true where kid = ?")
                .param(event.keyId().value())
                .update();
        afterCommit(ViewListener::keysChanged);
    }

    private static @Nullable String name(@Nullable TokenType type) {
        return type == null ? null : type.name();
    }

    private void change(ClientId clientId, String assignments, @Nullable Object... values) {
        jdbc.sql("update client set " + assignments + " where client_id = ?")
                .params(Arrays.asList(values))
                .param(clientId.value())
                .update();
        clientChanged(clientId);
    }

    private void insert(ClientId clientId, SecretId id, SecretHash hash, Instant at, @Nullable Instant expiresAt) {
        jdbc.sql("insert into secret values (?, ?, ?, ?, ?, null, null) on conflict (secret_id) do nothing")
                .param(id.value())
                .param(clientId.value())
                .param(hash.value())
                .param(time(at))
                .param(time(expiresAt))
                .update();
        clientChanged(clientId);
    }

    private void changeSecret(ClientId clientId, SecretId id, String assignment, @Nullable Object value) {
        jdbc.sql("update secret set " + assignment + " where secret_id = ?")
                .param(value)
                .param(id.value())
                .update();
        clientChanged(clientId);
    }

    private void put(ApiKey key, ApiDefinition definition) {
        jdbc.sql("insert into api values (?, ?::jsonb)"
                        + " on conflict (key) do update set definition = excluded.definition")
                .param(key.value())
                .param(ViewJson.write(definition))
                .update();
        afterCommit(ViewListener::apisChanged);
    }

    private void clientChanged(ClientId clientId) {
        afterCommit(listener -> listener.clientChanged(clientId.value()));
    }

    /**
     * Within the database transaction's own completion, which comes before anything that the unit of work does after its
     * commit, the publication of the new position included: who waits for that position finds nothing old in memory. Also
     * when nobody knows whether the commit took effect.
     */
    private void afterCommit(Consumer<ViewListener> change) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                if (status == STATUS_COMMITTED) {
                    undecided.clear(); // it was tried again, with the same changes
                } else {
                    rememberUndecided(change);
                }
                listeners.forEach(change);
            }
        });
    }

    /** An event that fails again and again brings the changes of those before it each time. */
    private void rememberUndecided(Consumer<ViewListener> change) {
        if (undecided.size() >= MOST_UNDECIDED) {
            undecided.clear();
            undecided.add(ViewListener::everythingChanged);
        }
        undecided.add(change);
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
