package org.rekey.query.audit;

import java.time.Instant;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.ClientId;
import org.rekey.domain.DomainEvent;
import org.rekey.domain.TenantId;
import org.rekey.domain.alert.ReminderEvent;
import org.rekey.domain.client.ClientCreated;
import org.rekey.domain.client.ClientEvent;
import org.rekey.domain.directory.GroupCreated;
import org.rekey.domain.directory.GroupEvent;
import org.rekey.domain.directory.UserEvent;
import org.rekey.domain.directory.UserRegistered;
import org.rekey.domain.role.RoleCreated;
import org.rekey.domain.role.RoleEvent;
import org.rekey.domain.secret.SecretEvent;
import org.rekey.domain.token.TokenRevoked;
import org.rekey.domain.webhook.WebhookEvent;
import org.rekey.domain.webhook.WebhookRegistered;
import org.rekey.eventstore.EventNames;
import org.rekey.eventstore.Projection;
import org.rekey.eventstore.Provenance;
import org.rekey.query.Stored;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Every event, with who did it and from where. */
@Component
@ProcessingGroup(AuditProjection.NAME)
class AuditProjection implements Projection {

    static final String NAME = "query.audit";

    private final JdbcClient jdbc;
    private final EventNames names;
    private final Changes changes = new Changes();

    AuditProjection(JdbcClient jdbc, EventNames names) {
        this.jdbc = jdbc;
        this.names = names;
    }

    @Override
    public String name() {
        return NAME;
    }

    @EventHandler
    void on(DomainEvent event, @Timestamp Instant at, TrackingToken token, MetaData metaData) {
        String stream = streamOf(event);
        rememberTenant(stream, event);
        Provenance who = Provenance.of(metaData);
        ClientId client = clientOf(event);
        jdbc.sql("""
                insert into entry (position, at, type, client_id, actor, source, ip, user_agent, reason, trace_id,
                    tenant, changes)
                values (:position, :at, :type, :client, :actor, :source, :ip, :userAgent, :reason, :traceId,
                    :tenant, :changes::jsonb)
                on conflict (position) do nothing""")
                .param("position", token.position().orElseThrow())
                .param("at", Stored.time(at))
                .param("type", names.nameOf(event.getClass()))
                .param("client", client == null ? null : client.value())
                .param("actor", who.actor())
                .param("source", who.source())
                .param("ip", who.ip())
                .param("userAgent", who.userAgent())
                .param("reason", who.reason())
                .param("traceId", who.traceId())
                .param("tenant", stream == null ? who.tenant() : tenantOf(stream))
                .param("changes", changes.of(event))
                .update();
    }

    private void rememberTenant(@Nullable String stream, DomainEvent event) {
        TenantId tenant = null;
        if (event instanceof ClientCreated created) {
            tenant = created.tenant();
        } else if (event instanceof UserRegistered registered) {
            tenant = registered.tenant();
        } else if (event instanceof GroupCreated created) {
            tenant = created.tenant();
        } else if (event instanceof RoleCreated created) {
            tenant = created.tenant();
        } else if (event instanceof WebhookRegistered registered) {
            tenant = registered.tenant();
        }
        if (stream != null && tenant != null) {
            jdbc.sql("insert into tenant_of (stream, tenant) values (?, ?) on conflict (stream) do nothing")
                    .params(stream, tenant.value())
                    .update();
        }
    }

    private @Nullable String tenantOf(String stream) {
        return jdbc.sql("select tenant from tenant_of where stream = ?")
                .param(stream)
                .query(String.class)
                .optional()
                .orElse(null);
    }

    /** Of what has a tenant. */
    private static @Nullable String streamOf(DomainEvent event) {
        if (event instanceof UserEvent user) {
            return user.userId().stream();
        } else if (event instanceof GroupEvent group) {
            return group.groupId().stream();
        } else if (event instanceof RoleEvent role) {
            return role.roleId().stream();
        } else if (event instanceof WebhookEvent webhook) {
            return webhook.webhookId().stream();
        }
        ClientId client = clientOf(event);
        return client == null ? null : client.stream();
    }

    private static @Nullable ClientId clientOf(DomainEvent event) {
        if (event instanceof ClientEvent client) {
            return client.clientId();
        }
        if (event instanceof SecretEvent secret) {
            return secret.clientId();
        }
        if (event instanceof ReminderEvent reminder) {
            return reminder.clientId();
        }
        return event instanceof TokenRevoked token ? token.clientId() : null;
    }
}
