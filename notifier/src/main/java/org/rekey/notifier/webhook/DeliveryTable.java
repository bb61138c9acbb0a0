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

    /** Longer than a sender has patience. */
    private static final Duration LONGEST_SENDING = Duration.ofMinutes(1);

    private static final Duration BETWEEN_CLICKS = Duration.ofSeconds(10);

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

    /**
     * One that is due, of a webhook that nothing is being sent to, so that a slow one has one sender at most. The tenant whose
     * turn was longest ago comes first, and of its webhooks the same. It is due again in a while, in case that this process
     * dies.
     *
     * @param share to how many webhooks of one tenant messages may be on their way
     */
    Optional<DueMessage> claim(Instant now, int share) {
        // One after the other: two that look at the same moment would both find the webhook idle.
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('rekey.webhooks', 0))")
                .query(row -> {});
        return jdbc.sql("""
                with whose as (
                    select coalesce(tenant, '') as tenant, max(last_turn) as last_turn,
                        count(*) filter (where sending_until > :now) as sending
                    from notifier.webhook group by 1),
                due as (
                    select w.webhook_id, m.message_id from notifier.webhook w
                    join whose on whose.tenant = coalesce(w.tenant, '')
                    cross join lateral (
                        select message_id, next_attempt_at from notifier.webhook_delivery
                        where webhook_id = w.webhook_id and state = 'DUE' and next_attempt_at <= :now
                        order by next_attempt_at, id limit 1) m
                    where w.enabled and coalesce(w.paused_until, :now) <= :now and coalesce(w.sending_until, :now) <= :now
                        and whose.sending < :share
                    order by whose.last_turn, w.last_turn, m.next_attempt_at limit 1),
                busy as (
                    update notifier.webhook w set sending_until = :until, last_turn = nextval('notifier.turn')
                    from due where w.webhook_id = due.webhook_id
                    returning w.*)
                update notifier.webhook_delivery d set attempts = d.attempts + 1, next_attempt_at = :now
                    + (:waits::float8[])[least(d.attempts + 1, :last)] * (0.9 + 0.2 * random()) * interval '1 s'
                from due join busy on busy.webhook_id = due.webhook_id
                where d.webhook_id = due.webhook_id and d.message_id = due.message_id
                returning d.*, busy.url, busy.secret_version, busy.both_until""")
                .param("now", WebhookMessages.time(now))
                .param("share", share)
                .param("until", WebhookMessages.time(now.plus(LONGEST_SENDING)))
                .param("waits", WAITS.stream().map(Duration::toSeconds).toArray(Long[]::new))
                .param("last", WAITS.size())
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

    /** False when it is not this attempt's any more: it took so long that another one was made. */
    boolean done(DueMessage message, State state, String answer, Instant now) {
        return jdbc.sql("""
                        update notifier.webhook_delivery set state = :state, answer = :answer,
                            done_at = case when :state <> 'DUE' then :now::timestamptz end
                        where webhook_id = :webhook and message_id = :message and state = 'DUE' and attempts = :attempt""")
                        .param("state", state.name())
                        .param("answer", answer)
                        .param("now", WebhookMessages.time(now))
                        .param("webhook", message.webhookId().value())
                        .param("message", message.messageId())
                        .param("attempt", message.attempt())
                        .update()
                == 1;
    }

    boolean exists(String webhookId, String messageId) {
        return jdbc.sql("select exists (select from notifier.webhook_delivery where webhook_id = ? and message_id = ?)")
                .params(webhookId, messageId)
                .query(Boolean.class)
                .single();
    }

    /** Due at once. False when that was said a moment ago: people click twice. */
    boolean again(String webhookId, String messageId, Instant now) {
        return jdbc.sql(
                                "update notifier.webhook_delivery set next_attempt_at = :now, replayed_at = :now, done_at = null,"
                                        + " attempts = case when state = 'DUE' then attempts else 0 end, state = 'DUE'"
                                        + " where webhook_id = :webhook and message_id = :message"
                                        + " and (replayed_at is null or replayed_at <= :before)")
                        .param("now", WebhookMessages.time(now))
                        .param("before", WebhookMessages.time(now.minus(BETWEEN_CLICKS)))
                        .param("webhook", webhookId)
                        .param("message", messageId)
                        .update()
                == 1;
    }
}
