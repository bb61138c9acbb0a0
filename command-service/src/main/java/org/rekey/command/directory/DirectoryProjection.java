package org.rekey.command.directory;

import java.time.Instant;
import java.util.List;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventhandling.Timestamp;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.ClientId;
import org.rekey.domain.MailAddress;
import org.rekey.domain.TextValue;
import org.rekey.domain.alert.AlertRecipients;
import org.rekey.domain.api.ApiChanged;
import org.rekey.domain.api.ApiDefinition;
import org.rekey.domain.api.ApiKey;
import org.rekey.domain.api.ApiRegistered;
import org.rekey.domain.api.ApiRetired;
import org.rekey.domain.client.ClientAlertsChanged;
import org.rekey.domain.client.ClientCreated;
import org.rekey.domain.client.ClientDeleted;
import org.rekey.domain.client.ClientDescribed;
import org.rekey.domain.client.ClientResumed;
import org.rekey.domain.client.ClientRotationIntervalChanged;
import org.rekey.domain.client.ClientSuspended;
import org.rekey.domain.client.ClientTransferred;
import org.rekey.domain.directory.DirectoryEvent;
import org.rekey.domain.role.RoleEvent;
import org.rekey.domain.secret.SecretIssued;
import org.rekey.domain.secret.SecretRetired;
import org.rekey.domain.secret.SecretRotated;
import org.rekey.domain.webhook.WebhookDeleted;
import org.rekey.domain.webhook.WebhookRegistered;
import org.rekey.eventstore.Projection;
import org.rekey.eventstore.StoredJson;
import org.rekey.eventstore.directory.DirectoryFold;
import org.rekey.eventstore.directory.DirectoryFold.Expiry;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * What one command needs to know of many things at once: who has which roles, what uses what, and what a change would do.
 * An answered command has been seen by it, so the next one decides on it.
 */
@Component
@ProcessingGroup(DirectoryProjection.NAME)
class DirectoryProjection implements Projection, DirectoryFold.Host {

    static final String NAME = "command.directory";
    static final String SCHEMA = "command_directory";

    private static final JsonMapper JSON = StoredJson.mapper();

    private final JdbcClient jdbc;
    private final DirectoryFold directory;

    DirectoryProjection(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.directory = new DirectoryFold(jdbc, this);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> ddlResources() {
        return List.of("db/command/directory.sql", "db/folds/directory.sql");
    }

    @Override
    public boolean decides() {
        return true;
    }

    @Override
    public void expiryMoved(List<Expiry> secrets) {}

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
        jdbc.sql("insert into client values (?, ?, ?, ?, ?, false) on conflict (client_id) do nothing")
                .param(event.clientId().value())
                .param(event.kind().name())
                .param(text(event.tenant()))
                .param(text(event.owner()))
                .param(event.profile().name())
                .update();
        put(event.clientId(), event.alerts());
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
    void on(ClientSuspended event) {
        change(event.clientId(), "suspended = ?", true);
    }

    @EventHandler
    void on(ClientResumed event) {
        change(event.clientId(), "suspended = ?", false);
    }

    @EventHandler
    void on(ClientAlertsChanged event) {
        put(event.clientId(), event.alerts());
    }

    @EventHandler
    void on(ClientDeleted event) {
        directory.on(event);
        deleteFrom("alerted", event.clientId());
        deleteFrom("client", event.clientId());
    }

    @EventHandler
    void on(ClientRotationIntervalChanged event) {
        directory.on(event);
    }

    @EventHandler
    void on(SecretIssued event, @Timestamp Instant at) {
        directory.on(event, at);
    }

    @EventHandler
    void on(SecretRotated event, @Timestamp Instant at) {
        directory.on(event, at);
    }

    @EventHandler
    void on(SecretRetired event) {
        directory.on(event);
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
    }

    @EventHandler
    void on(WebhookRegistered event) {
        jdbc.sql("insert into webhook values (?, ?) on conflict (webhook_id) do nothing")
                .param(event.webhookId().value())
                .param(text(event.tenant()))
                .update();
    }

    @EventHandler
    void on(WebhookDeleted event) {
        jdbc.sql("delete from webhook where webhook_id = ?")
                .param(event.webhookId().value())
                .update();
    }

    private void put(ApiKey key, ApiDefinition definition) {
        jdbc.sql("insert into api values (?, ?::jsonb)"
                        + " on conflict (key) do update set definition = excluded.definition")
                .params(key.value(), JSON.writeValueAsString(definition))
                .update();
    }

    private void put(ClientId client, AlertRecipients alerts) {
        deleteFrom("alerted", client);
        alerts.users().forEach(user -> alert(client, "user:" + user, null));
        alerts.groups().forEach(group -> alert(client, "group:" + group, null));
        alerts.emails().forEach(email -> alert(client, "email:" + email, MailAddress.domainOf(email)));
    }

    private void alert(ClientId client, String recipient, @Nullable String domain) {
        jdbc.sql("insert into alerted (client_id, recipient, domain) values (?, ?, ?) on conflict do nothing")
                .param(client.value())
                .param(recipient)
                .param(domain)
                .update();
    }

    private void change(ClientId client, String assignment, @Nullable Object value) {
        jdbc.sql("update client set " + assignment + " where client_id = ?")
                .param(value)
                .param(client.value())
                .update();
    }

    private void deleteFrom(String table, ClientId client) {
        jdbc.sql("delete from " + table + " where client_id = ?")
                .param(client.value())
                .update();
    }

    private static @Nullable String text(@Nullable TextValue value) {
        return value == null ? null : value.value();
    }
}
