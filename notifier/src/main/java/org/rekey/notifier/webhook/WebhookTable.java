package org.rekey.notifier.webhook;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.axonframework.eventhandling.TrackingToken;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.ClientId;
import org.rekey.domain.TenantId;
import org.rekey.domain.webhook.CredentialNews;
import org.rekey.domain.webhook.WebhookChanged;
import org.rekey.domain.webhook.WebhookDeleted;
import org.rekey.domain.webhook.WebhookDisabled;
import org.rekey.domain.webhook.WebhookEnabled;
import org.rekey.domain.webhook.WebhookEvent;
import org.rekey.domain.webhook.WebhookId;
import org.rekey.domain.webhook.WebhookProfile;
import org.rekey.domain.webhook.WebhookRegistered;
import org.rekey.domain.webhook.WebhookSecretRotated;
import org.rekey.notifier.NotifierTables;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;

/** Who listens, and to whose news. */
@Component
class WebhookTable {

    private static final String WITHOUT_FAILURES = "failures = 0, failing_since = null, paused_until = null";

    private final JdbcClient jdbc;

    WebhookTable(JdbcClient jdbc, NotifierTables tables) {
        this.jdbc = jdbc;
    }

    /** Whether this position has not been dealt with; from then on it has. */
    boolean isNew(TrackingToken position) {
        return jdbc.sql("update notifier.webhook_feed set position = :position where position < :position")
                        .param("position", position.position().orElseThrow())
                        .update()
                == 1;
    }

    void fold(WebhookEvent event, Instant at, long version) {
        if (event instanceof WebhookRegistered registered) {
            register(registered, at);
        } else if (event instanceof WebhookChanged changed) {
            change(changed.webhookId(), "url = :url, types = :types")
                    .param("url", changed.profile().url())
                    .param("types", names(changed.profile()))
                    .update();
        } else if (event instanceof WebhookSecretRotated rotated) {
            change(rotated.webhookId(), "secret_version = :secret, both_until = :until")
                    .param("secret", rotated.version())
                    .param("until", WebhookMessages.time(rotated.previousValidUntil()))
                    .update();
        } else if (event instanceof WebhookEnabled enabled) {
            change(enabled.webhookId(), "enabled = true, disabled_reason = null, " + WITHOUT_FAILURES)
                    .update();
        } else if (event instanceof WebhookDisabled disabled) {
            change(disabled.webhookId(), "enabled = false, disabled_reason = :reason")
                    .param("reason", disabled.reason())
                    .update();
        } else if (event instanceof WebhookDeleted deleted) {
            jdbc.sql("delete from notifier.webhook where webhook_id = ?")
                    .param(deleted.webhookId().value())
                    .update();
        }
        change(event.webhookId(), "version = :version")
                .param("version", version)
                .update();
    }

    private void register(WebhookRegistered event, Instant at) {
        TenantId tenant = event.tenant();
        jdbc.sql("insert into notifier.webhook (webhook_id, version, tenant, url, types, registered_at)"
                        + " values (:id, 0, :tenant, :url, :types, :at)")
                .param("id", event.webhookId().value())
                .param("tenant", tenant == null ? null : tenant.value())
                .param("url", event.profile().url())
                .param("types", names(event.profile()))
                .param("at", WebhookMessages.time(at))
                .update();
    }

    private StatementSpec change(WebhookId id, String assignments) {
        return jdbc.sql("update notifier.webhook set " + assignments + " where webhook_id = :id")
                .param("id", id.value());
    }

    private static String[] names(WebhookProfile profile) {
        return profile.types().stream().map(CredentialNews::name).toArray(String[]::new);
    }

    void lock(WebhookId id) {
        jdbc.sql("select from notifier.webhook where webhook_id = ? for update")
                .param(id.value())
                .query(row -> {});
    }

    void belongs(ClientId client, @Nullable TenantId tenant) {
        jdbc.sql("insert into notifier.webhook_client (client_id, tenant) values (?, ?)")
                .param(client.value())
                .param(tenant == null ? null : tenant.value())
                .update();
    }

    void isGone(ClientId client) {
        jdbc.sql("delete from notifier.webhook_client where client_id = ?")
                .param(client.value())
                .update();
    }

    /** @param tenant null when it belongs to none */
    record Belonging(@Nullable String tenant) {}

    /** Empty when the log has not been followed to the beginning of the client, or beyond its end. */
    Optional<Belonging> tenantOf(ClientId client) {
        return jdbc.sql("select tenant from notifier.webhook_client where client_id = ?")
                .param(client.value())
                .query((row, index) -> new Belonging(row.getString(1)))
                .optional();
    }

    /**
     * Nothing is sent to it for a while: its other messages would fail as well.
     *
     * @return since when it has failed
     */
    Instant fails(WebhookId id, Instant now) {
        return jdbc.sql("""
                update notifier.webhook set sending_until = null, failures = failures + 1,
                    failing_since = coalesce(failing_since, :now::timestamptz),
                    paused_until = :now::timestamptz + least(interval '5 s' * power(2, least(failures, 20)), interval '5 min')
                where webhook_id = :id returning failing_since""")
                .param("now", WebhookMessages.time(now))
                .param("id", id.value())
                .query((row, index) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .single();
    }

    void answers(WebhookId id) {
        change(id, "sending_until = null, " + WITHOUT_FAILURES).update();
    }

    /** Whoever asks for a message again has seen to it that it can arrive. */
    void goesOn(String id) {
        change(new WebhookId(id), WITHOUT_FAILURES).update();
    }
}
