package org.rekey.notifier.webhook;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rekey.adminapi.Page;
import org.rekey.adminapi.Paging;
import org.rekey.domain.webhook.CredentialNews;
import org.rekey.notifier.NotifierTables;
import org.rekey.notifier.webhook.DeliveryTable.State;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Questions about webhooks, and about what they were sent. */
@Component
class WebhookQueries {

    private final JdbcClient jdbc;

    WebhookQueries(JdbcClient jdbc, NotifierTables tables) {
        this.jdbc = jdbc;
    }

    /** @param tenant the only one that the asker sees; null when it sees all */
    Page<WebhookView> all(@Nullable String tenant, Paging paging) {
        List<WebhookView> found = jdbc.sql("select * from notifier.webhook"
                        + " where (:tenant::text is null or tenant = :tenant) and webhook_id > :after"
                        + " order by webhook_id limit :rows")
                .param("tenant", tenant)
                .param("after", paging.after().isEmpty() ? "" : paging.after().get(0))
                .param("rows", paging.limit() + 1)
                .query(WebhookQueries::webhook)
                .list();
        return paging.page(found, webhook -> List.of(webhook.id()));
    }

    Optional<WebhookView> one(String id, @Nullable String tenant) {
        return jdbc.sql("select * from notifier.webhook"
                        + " where webhook_id = :id and (:tenant::text is null or tenant = :tenant)")
                .param("id", id)
                .param("tenant", tenant)
                .query(WebhookQueries::webhook)
                .optional();
    }

    /** The newest first. */
    Page<DeliveryView> deliveries(String webhook, @Nullable State state, long before, Paging paging) {
        List<DeliveryView> found = jdbc.sql("select * from notifier.webhook_delivery"
                        + " where webhook_id = :webhook and id < :before and (:state::text is null or state = :state)"
                        + " order by id desc limit :rows")
                .param("webhook", webhook)
                .param("before", before)
                .param("state", state == null ? null : state.name())
                .param("rows", paging.limit() + 1)
                .query(WebhookQueries::delivery)
                .list();
        return paging.page(found, delivery -> List.of(Long.toString(delivery.id())));
    }

    private static WebhookView webhook(ResultSet row, int index) throws SQLException {
        return new WebhookView(
                row.getString("webhook_id"),
                row.getLong("version"),
                row.getString("tenant"),
                row.getString("url"),
                Arrays.stream((String[]) row.getArray("types").getArray())
                        .map(name -> CredentialNews.valueOf(name).type())
                        .toList(),
                row.getBoolean("enabled"),
                row.getString("disabled_reason"),
                instant(row, "paused_until"),
                row.getObject("registered_at", OffsetDateTime.class).toInstant());
    }

    private static DeliveryView delivery(ResultSet row, int index) throws SQLException {
        State state = State.valueOf(row.getString("state"));
        return new DeliveryView(
                row.getLong("id"),
                row.getString("message_id"),
                row.getString("type"),
                row.getString("client_id"),
                state,
                row.getInt("attempts"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                state == State.DUE ? instant(row, "next_attempt_at") : null,
                instant(row, "done_at"),
                row.getString("answer"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
