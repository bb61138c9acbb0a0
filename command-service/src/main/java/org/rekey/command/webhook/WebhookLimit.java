package org.rekey.command.webhook;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.rekey.adminapi.ProblemException;
import org.rekey.domain.Refusal;
import org.rekey.domain.TenantId;
import org.rekey.eventstore.LogHead;
import org.rekey.eventstore.ProjectionPositions;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Every message of a tenant is sent to each of its webhooks, so they have to end somewhere. */
@Component
@EnableConfigurationProperties(WebhookLimit.Properties.class)
class WebhookLimit {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final JdbcClient jdbc;
    private final ProjectionPositions positions;
    private final LogHead log;
    private final int most;

    WebhookLimit(JdbcClient jdbc, ProjectionPositions positions, LogHead log, Properties properties) {
        this.jdbc = jdbc;
        this.positions = positions;
        this.log = log;
        this.most = properties.perTenant();
    }

    /** @param perTenant how many webhooks a tenant may have, those included that are switched off */
    @ConfigurationProperties("rekey.webhooks")
    record Properties(@DefaultValue("20") int perTenant) {

        Properties {
            if (perTenant < 1) {
                throw new IllegalArgumentException("rekey.webhooks.per-tenant must be 1 or more");
            }
        }
    }

    /**
     * Within the transaction that registers one more.
     *
     * @param tenant null for those that belong to none, which are counted together
     */
    void refuseOneMore(@Nullable TenantId tenant) {
        String whose = tenant == null ? "" : tenant.value();
        // One after the other: two at once would not see each other.
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, 1))")
                .param("rekey.webhooks." + whose)
                .query(row -> {});
        if (!positions.await("command.directory", log.committed(), PATIENCE)) {
            throw ProblemException.unavailable("what has happened before is not to be read yet: ask again", null);
        }
        long there = jdbc.sql("select count(*) from command_directory.webhook where coalesce(tenant, '') = ?")
                .param(whose)
                .query(Long.class)
                .single();
        if (there >= most) {
            throw Refusal.conflict("there are " + there + " webhooks already, and a tenant may have " + most
                    + " (rekey.webhooks.per-tenant): delete one first");
        }
    }
}
