package org.rekey.notifier.alert;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventhandling.Timestamp;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.ClientId;
import org.rekey.domain.TextValue;
import org.rekey.domain.alert.AlertDomainAllowed;
import org.rekey.domain.alert.AlertDomainDisallowed;
import org.rekey.domain.client.ClientAlertsChanged;
import org.rekey.domain.client.ClientCreated;
import org.rekey.domain.client.ClientDeleted;
import org.rekey.domain.client.ClientDescribed;
import org.rekey.domain.client.ClientRotationIntervalChanged;
import org.rekey.domain.client.ClientTransferred;
import org.rekey.domain.directory.DirectoryEvent;
import org.rekey.domain.role.RoleEvent;
import org.rekey.domain.secret.RetiredReason;
import org.rekey.domain.secret.SecretId;
import org.rekey.domain.secret.SecretIssued;
import org.rekey.domain.secret.SecretRetired;
import org.rekey.domain.secret.SecretRotated;
import org.rekey.eventstore.Projection;
import org.rekey.eventstore.StoredJson;
import org.rekey.eventstore.directory.DirectoryFold;
import org.rekey.eventstore.directory.DirectoryFold.Expiry;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Until when the secrets of a client work, and who is to be told. It is folded anew without anybody being told again. */
@Component
@ProcessingGroup(RecipientsProjection.NAME)
class RecipientsProjection implements Projection, DirectoryFold.Host {

    static final String NAME = "notifier.recipients";

    private static final JsonMapper JSON = StoredJson.mapper();

    private final JdbcClient jdbc;
    private final DirectoryFold directory;

    RecipientsProjection(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.directory = new DirectoryFold(jdbc, this);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> ddlResources() {
        return List.of("db/notifier/recipients.sql", "db/folds/directory.sql");
    }

    @Override
    public void expiryMoved(List<Expiry> secrets) {
        compare(secrets.stream().map(Expiry::clientId).toArray(String[]::new));
    }

    /** Whether their secrets expire when their own events say so. */
    private void compare(String... clients) {
        jdbc.sql("delete from moved where client_id = any (:clients)")
                .param("clients", clients)
                .update();
        jdbc.sql("insert into moved (client_id, expires_at)"
                        + " select c.client_id, d.expires_at from client c"
                        + " join directory_credential d on d.client_id = c.client_id"
                        + " where c.client_id = any (:clients) and d.expires_at is distinct from c.expires_at")
                .param("clients", clients)
                .update();
    }

    @Override
    public void accessChanged(List<String> clientIds) {}

    @EventHandler
    void on(DirectoryEvent event, @Timestamp Instant at, @SequenceNumber long version) {
        directory.on(event, at, version);
    }

    @EventHandler
    void on(RoleEvent event, @Timestamp Instant at, @SequenceNumber long version) {
        directory.on(event, at, version);
    }

    @EventHandler
    void on(ClientCreated event) {
        directory.on(event);
        jdbc.sql("insert into client (client_id, kind, tenant, owner, name, alerts)"
                        + " values (?, ?, ?, ?, ?, ?::jsonb) on conflict (client_id) do nothing")
                .param(event.clientId().value())
                .param(event.kind().name())
                .param(text(event.tenant()))
                .param(text(event.owner()))
                .param(event.profile().name())
                .param(JSON.writeValueAsString(event.alerts()))
                .update();
    }

    @EventHandler
    void on(ClientDescribed event) {
        change(event.clientId(), "name = ?", event.profile().name());
    }

    @EventHandler
    void on(ClientTransferred event) {
        change(event.clientId(), "owner = ?", text(event.owner()));
    }

    @EventHandler
    void on(ClientAlertsChanged event) {
        change(event.clientId(), "alerts = ?::jsonb", JSON.writeValueAsString(event.alerts()));
    }

    @EventHandler
    void on(AlertDomainAllowed event) {
        jdbc.sql("insert into allowed_domain (domain) values (?) on conflict do nothing")
                .param(event.domain())
                .update();
    }

    @EventHandler
    void on(AlertDomainDisallowed event) {
        jdbc.sql("delete from allowed_domain where domain = ?")
                .param(event.domain())
                .update();
    }

    @EventHandler
    void on(ClientRotationIntervalChanged event) {
        directory.on(event);
        change(event.clientId(), "expires_at = ?", time(event.expiresAt()));
        compare(event.clientId().value());
    }

    @EventHandler
    void on(ClientDeleted event) {
        directory.on(event);
        jdbc.sql("delete from client where client_id = ?")
                .param(event.clientId().value())
                .update();
        compare(event.clientId().value());
    }

    @EventHandler
    void on(SecretIssued event, @Timestamp Instant at) {
        directory.on(event, at);
        current(event.clientId(), event.secretId(), event.expiresAt(), null, null, at);
    }

    @EventHandler
    void on(SecretRotated event, @Timestamp Instant at) {
        directory.on(event, at);
        current(
                event.clientId(),
                event.current(),
                event.expiresAt(),
                event.previous().value(),
                event.previousValidUntil(),
                at);
        compare(event.clientId().value());
    }

    private void current(
            ClientId client,
            SecretId secret,
            @Nullable Instant expiresAt,
            @Nullable String previous,
            @Nullable Instant previousUntil,
            Instant at) {
        jdbc.sql("update client set secret_id = ?, expires_at = ?, revoked = false, previous_id = ?,"
                        + " previous_until = ?, rotated_at = ? where client_id = ?")
                .param(secret.value())
                .param(time(expiresAt))
                .param(previous)
                .param(time(previousUntil))
                .param(time(at))
                .param(client.value())
                .update();
    }

    @EventHandler
    void on(SecretRetired event) {
        directory.on(event);
        if (event.reason() == RetiredReason.REVOKED) {
            jdbc.sql("update client set revoked = true where client_id = ? and secret_id = ?")
                    .params(event.clientId().value(), event.secretId().value())
                    .update();
        }
        jdbc.sql("update client set previous_until = null where client_id = ? and previous_id = ?")
                .params(event.clientId().value(), event.secretId().value())
                .update();
    }

    private void change(ClientId client, String assignment, @Nullable Object value) {
        jdbc.sql("update client set " + assignment + " where client_id = ?")
                .param(value)
                .param(client.value())
                .update();
    }

    private static @Nullable String text(@Nullable TextValue value) {
        return value == null ? null : value.value();
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
