package org.rekey.notifier.webhook;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.ClientId;
import org.rekey.domain.webhook.CredentialNews;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Notes what webhooks are to be told, in the transaction of whoever says so. */
@Component
public class WebhookMessages {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcClient jdbc;
    private final WebhookTable webhooks;
    private final Clock clock;
    private final URI issuer;

    WebhookMessages(
            JdbcClient jdbc,
            WebhookTable webhooks,
            Clock clock,
            @Value("${rekey.issuer:http://localhost:8080}") URI issuer) {
        this.jdbc = jdbc;
        this.webhooks = webhooks;
        this.clock = clock;
        this.issuer = issuer;
    }

    /**
     * For every webhook of exactly the client's tenant that listens to it; of those that have it already, not again. Of a
     * client that is not known here yet nobody is told: nobody knows whose it is.
     *
     * @param id the same for everybody and for every attempt: {@code webhook-id}, and the {@code id} of CloudEvents
     * @param data beside {@code clientId} and {@code tenant}; nothing secret
     */
    public void add(String id, CredentialNews news, ClientId client, Instant at, Map<String, Object> data) {
        webhooks.tenantOf(client).ifPresent(whose -> add(id, news, client, whose.tenant(), at, data));
    }

    private void add(
            String id,
            CredentialNews news,
            ClientId client,
            @Nullable String tenant,
            Instant at,
            Map<String, Object> data) {
        jdbc.sql("""
                insert into notifier.webhook_delivery (webhook_id, message_id, type, client_id, body, state, created_at,
                    next_attempt_at)
                select webhook_id, :id, :type, :client, :body, 'DUE', :now, :now from notifier.webhook
                where tenant is not distinct from :tenant::text and enabled and :news = any (types)
                on conflict (webhook_id, message_id) do nothing""")
                .param("id", id)
                .param("type", news.type())
                .param("news", news.name())
                .param("client", client.value())
                .param("tenant", tenant)
                .param("body", body(id, news, tenant, client, at, data))
                .param("now", time(clock.instant()))
                .update();
    }

    /** Whether any webhook listens to it. */
    public boolean isAwaited(CredentialNews news) {
        return jdbc.sql("select exists (select from notifier.webhook where enabled and ? = any (types))")
                .param(news.name())
                .query(Boolean.class)
                .single();
    }

    /** CloudEvents 1.0, JSON format. */
    private String body(
            String id,
            CredentialNews news,
            @Nullable String tenant,
            ClientId client,
            Instant at,
            Map<String, Object> data) {
        Map<String, @Nullable Object> about = new LinkedHashMap<>();
        about.put("clientId", client.value());
        about.put("tenant", tenant);
        about.putAll(data);
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("specversion", "1.0");
        event.put("id", id);
        event.put("source", issuer.toString());
        event.put("type", news.type());
        event.put("subject", client.value());
        event.put("time", at.toString());
        event.put("datacontenttype", "application/json");
        event.put("data", about);
        return JSON.writeValueAsString(event);
    }

    static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
