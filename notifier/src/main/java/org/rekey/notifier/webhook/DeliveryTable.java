package org.rekey.notifier.webhook;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.rekey.domain.webhook.WebhookId;
import org.rekey.notifier.NotifierTables;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The messages that are to be sent, and what became of them. */
@Component
class DeliveryTable {

    /** Before the second attempt, the third, and so on: what Standard Webhooks recommends. After the last it has failed. */
    static final List<Duration> WAITS = Stream.of(
                    "PT5S", "PT5M", "PT30M", "PT2H", "PT5H", "PT10H", "PT14H", "PT20H", "PT24H")
            .map(Duration::parse)
            .toList();

    private final JdbcClient jdbc;

    DeliveryTable(JdbcClient jdbc, NotifierTables tables) {
        this.jdbc = jdbc;
    }

    enum State {
        /** Still to be sent. */
        DUE,
        DELIVERED,
        /** It is not tried again. */
        FAILED
    }

    record Key(String webhookId, String messageId) {}

    /** Some that are due, of webhooks that are not failing; they are due again later, in case that this process dies. */
    List<Key> claim(Instant now, int most) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('rekey.webhooks', 0))")
                .query(row -> {});
        return jdbc.sql("""
                update notifier.webhook_delivery d set attempts = d.attempts + 1, next_attempt_at = :now
                    + (:waits::float8[])[least(d.attempts + 1, :last)] * (0.9 + 0.2 * random()) * interval '1 s'
                from (
                    select m.webhook_id, m.message_id from notifier.webhook_delivery m
                    join notifier.webhook w on w.webhook_id = m.webhook_id
                    where m.state = 'DUE' and m.next_attempt_at <= :now and w.enabled
                        and coalesce(w.paused_until, :now) <= :now
                    order by m.next_attempt_at limit :most for update of m skip locked) due
                where d.webhook_id = due.webhook_id and d.message_id = due.message_id
                returning d.webhook_id, d.message_id""")
                .param("now", WebhookMessages.time(now))
                .param("waits", WAITS.stream().map(Duration::toSeconds).toArray(Long[]::new))
                .param("last", WAITS.size())
                .param("most", most)
                .query((row, index) -> new Key(row.getString(1), row.getString(2)))
                .list();
    }

    /** Locked until the end of the transaction. Empty when somebody else sends it, or it is over. */
    Optional<DueMessage> lock(Key key) {
        return jdbc.sql("""
                select d.*, w.url, w.secret_version, w.both_until from notifier.webhook_delivery d
                join notifier.webhook w on w.webhook_id = d.webhook_id
                where d.webhook_id = ? and d.message_id = ? and d.state = 'DUE' and w.enabled
                for update of d skip locked""")
                .params(key.webhookId(), key.messageId())
                .query(DeliveryTable::message)
                .optional();
    }

    private static DueMessage message(ResultSet row, int index) throws SQLException {
        OffsetDateTime both = row.getObject("both_until", OffsetDateTime.class);
        return new DueMessage(
                new WebhookId(row.getString("webhook_id")),
                row.getString("message_id"),
                row.getString("url"),
                row.getString("body"),
                row.getInt("attempts"),
                row.getInt("secret_version"),
                both == null ? null : both.toInstant());
    }

    void done(DueMessage message, State state, String answer, Instant now) {
        jdbc.sql("""
                update notifier.webhook_delivery set state = :state, answer = :answer,
                    done_at = case when :state <> 'DUE' then :now::timestamptz end
                where webhook_id = :webhook and message_id = :message""")
                .param("state", state.name())
                .param("answer", answer)
                .param("now", WebhookMessages.time(now))
                .param("webhook", message.webhookId().value())
                .param("message", message.messageId())
                .update();
    }

    /** False when there is no such message. One that is being sent, or is due anyway, comes at once. */
    boolean again(String webhookId, String messageId, Instant now) {
        return jdbc.sql("update notifier.webhook_delivery set next_attempt_at = :now, done_at = null,"
                                + " attempts = case when state = 'DUE' then attempts else 0 end, state = 'DUE'"
                                + " where webhook_id = :webhook and message_id = :message")
                        .param("now", WebhookMessages.time(now))
                        .param("webhook", webhookId)
                        .param("message", messageId)
                        .update()
                == 1;
    }
}
