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
import org.rekey.domain.client.ClientCreated;
import org.rekey.domain.client.ClientEvent;
import org.rekey.domain.secret.SecretEvent;
import org.rekey.domain.token.TokenRevoked;
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
        if (event instanceof ClientCreated created) {
            rememberTenant(created);
        }
        Provenance who = Provenance.of(metaData);
        String client = clientOf(event);
        jdbc.sql("""
                insert into entry (position, at, type, client_id, actor, source, ip, user_agent, reason, trace_id,
                    tenant, changes)
                values (:position, :at, :type, :client, :actor, :source, :ip, :userAgent, :reason, :traceId,
                    :tenant, :changes::jsonb)
                on conflict (position) do nothing""")
                .param("position", token.position().orElseThrow())
                .param("at", Stored.time(at))
                .param("type", names.nameOf(event.getClass()))
                .param("client", client)
                .param("actor", who.actor())
                .param("source", who.source())
                .param("ip", who.ip())
                .param("userAgent", who.userAgent())
                .param("reason", who.reason())
                .param("traceId", who.traceId())
                .param("tenant", client == null ? who.tenant() : tenantOf(client))
                .param("changes", changes.of(event))
                .update();
    }

    private void rememberTenant(ClientCreated event) {
        TenantId tenant = event.tenant();
        jdbc.sql("insert into client_tenant (client_id, tenant) values (?, ?) on conflict (client_id) do nothing")
                .param(event.clientId().value())
                .param(tenant == null ? null : tenant.value())
                .update();
    }

    private @Nullable String tenantOf(String client) {
        return jdbc.sql("select tenant from client_tenant where client_id = ? and tenant is not null")
                .param(client)
                .query(String.class)
                .optional()
                .orElse(null);
    }

    private static @Nullable String clientOf(DomainEvent event) {
        ClientId id = clientIdOf(event);
        return id == null ? null : id.value();
    }

    private static @Nullable ClientId clientIdOf(DomainEvent event) {
        if (event instanceof ClientEvent client) {
            return client.clientId();
        }
        if (event instanceof SecretEvent secret) {
            return secret.clientId();
        }
        return event instanceof TokenRevoked token ? token.clientId() : null;
    }
}
