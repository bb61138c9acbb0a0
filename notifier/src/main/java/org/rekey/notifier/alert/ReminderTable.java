package org.rekey.notifier.alert;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.ClientId;
import org.rekey.domain.alert.ReminderKey;
import org.rekey.domain.alert.ReminderKind;
import org.rekey.domain.secret.SecretId;
import org.rekey.notifier.NotifierTables;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The reminders that are due, and what became of them. */
@Component
class ReminderTable {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcClient jdbc;

    ReminderTable(JdbcClient jdbc, NotifierTables tables) {
        this.jdbc = jdbc;
    }

    enum State {
        /** Still to be sent. */
        DUE,
        SENT,
        /** There was no reason left to send it. */
        SKIPPED,
        /** Nobody could be told. */
        FAILED
    }

    /** False when it was there already. */
    boolean add(ReminderKey key, Instant now) {
        return of(key, jdbc.sql("""
                        insert into notifier.reminder (client_id, secret_id, kind, due_on, tenant, state, created_at,
                            next_attempt_at)
                        values (:client, :secret, :kind, :dueOn,
                            (select tenant from notifier_recipients.client where client_id = :client), 'DUE', :now, :now)
                        on conflict (client_id, secret_id, kind, due_on) do nothing""")).param("now", time(now)).update() == 1;
    }

    /**
     * Some that are due, of the tenant whose turn was longest ago. They are due again in a while, which is longer each time:
     * were this process to die, or the database to take nothing more, they would come again then.
     */
    List<ReminderKey> claim(Instant now, int most) {
        // One after the other: a claim that looks at what another one is changing would lock it for a moment.
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('rekey.reminders', 0))")
                .query(row -> {});
        return nextTenant(now).map(tenant -> claim(tenant, now, most)).orElse(List.of());
    }

    /** Looks at one reminder of each tenant, however many are due. */
    private Optional<String> nextTenant(Instant now) {
        Optional<String> next =
                jdbc.sql("""
                with recursive whose(tenant) as (
                    (select coalesce(tenant, '') from notifier.reminder where state = 'DUE' order by 1 limit 1)
                    union all
                    select (
                        select coalesce(r.tenant, '') from notifier.reminder r
                        where r.state = 'DUE' and coalesce(r.tenant, '') > whose.tenant order by 1 limit 1)
                    from whose where whose.tenant is not null)
                select whose.tenant from whose
                cross join lateral (
                    select next_attempt_at from notifier.reminder r
                    where r.state = 'DUE' and coalesce(r.tenant, '') = whose.tenant and r.next_attempt_at <= :now
                    order by r.next_attempt_at limit 1) due
                left join notifier.reminder_turn t on t.tenant = whose.tenant
                order by coalesce(t.last_turn, 0), due.next_attempt_at limit 1""").param("now", time(now)).query(String.class).optional();
        next.ifPresent(tenant -> jdbc.sql("""
                        insert into notifier.reminder_turn values (?, nextval('notifier.turn'))
                        on conflict (tenant) do update set last_turn = excluded.last_turn""").param(tenant).update());
        return next;
    }

    private List<ReminderKey> claim(String tenant, Instant now, int most) {
        return jdbc.sql("""
                update notifier.reminder r set attempts = r.attempts + 1,
                    next_attempt_at = :now + interval '10 s' * least(power(2, least(r.attempts, 9)), 360)
                from (
                    select client_id, secret_id, kind, due_on from notifier.reminder
                    where state = 'DUE' and next_attempt_at <= :now and coalesce(tenant, '') = :tenant
                    order by next_attempt_at limit :most for update skip locked) due
                where r.client_id = due.client_id and r.secret_id = due.secret_id and r.kind = due.kind
                    and r.due_on = due.due_on
                returning r.client_id, r.secret_id, r.kind, r.due_on""")
                .param("now", time(now))
                .param("tenant", tenant)
                .param("most", most)
                .query(ReminderTable::key)
                .list();
    }

    /**
     * They have not been tried after all.
     *
     * @param note why; null to leave what stands there
     */
    void release(List<ReminderKey> keys, @Nullable String note, Instant now) {
        keys.forEach(key -> of(key, jdbc.sql("""
                        update notifier.reminder set attempts = attempts - 1, next_attempt_at = :now, note = coalesce(:note, note)
                        where client_id = :client and secret_id = :secret and kind = :kind and due_on = :dueOn
                            and state = 'DUE'"""))
                .param("note", note)
                .param("now", time(now))
                .update());
    }

    /** Locked until the end of the transaction: nobody else sends it meanwhile. Empty when somebody does, or has. */
    Optional<DueReminder> lock(ReminderKey key) {
        return of(key, jdbc.sql("""
                        select r.*, exists (
                            select 1 from notifier.reminder later
                            where later.client_id = r.client_id and later.secret_id = r.secret_id
                                and later.kind = r.kind and later.due_on > r.due_on) as superseded
                        from notifier.reminder r
                        where r.client_id = :client and r.secret_id = :secret and r.kind = :kind and r.due_on = :dueOn
                            and r.state = 'DUE'
                        for update of r skip locked""")).query(ReminderTable::due).optional();
    }

    void done(
            ReminderKey key,
            State state,
            List<String> delivered,
            List<String> refused,
            @Nullable String note,
            Instant now) {
        of(key, jdbc.sql("""
                update notifier.reminder set state = :state, done_at = :now,
                    delivered = :delivered::jsonb, refused = :refused::jsonb, note = :note
                where client_id = :client and secret_id = :secret and kind = :kind and due_on = :dueOn"""))
                .param("state", state.name())
                .param("delivered", JSON.writeValueAsString(delivered))
                .param("refused", JSON.writeValueAsString(refused))
                .param("note", note)
                .param("now", time(now))
                .update();
    }

    /** It stays due, for those who have not been told yet. */
    void again(ReminderKey key, List<String> delivered, List<String> refused, String note) {
        of(key, jdbc.sql("""
                        update notifier.reminder set delivered = :delivered::jsonb, refused = :refused::jsonb, note = :note
                        where client_id = :client and secret_id = :secret and kind = :kind and due_on = :dueOn"""))
                .param("delivered", JSON.writeValueAsString(delivered))
                .param("refused", JSON.writeValueAsString(refused))
                .param("note", note)
                .update();
    }

    long countDue() {
        return jdbc.sql("select count(*) from notifier.reminder where state = 'DUE'")
                .query(Long.class)
                .single();
    }

    /** Since when the one that has waited longest is due; empty when none waits. */
    Optional<Instant> oldestDue() {
        return jdbc.sql("select created_at from notifier.reminder where state = 'DUE' order by created_at limit 1")
                .query((row, index) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .optional();
    }

    private static StatementSpec of(ReminderKey key, StatementSpec statement) {
        return statement
                .param("client", key.clientId().value())
                .param("secret", key.secretId().value())
                .param("kind", key.kind().name())
                .param("dueOn", key.dueOn());
    }

    private static DueReminder due(ResultSet row, int index) throws SQLException {
        return new DueReminder(
                key(row, index),
                row.getString("tenant"),
                row.getInt("attempts"),
                row.getBoolean("superseded"),
                List.of(JSON.readValue(row.getString("delivered"), String[].class)),
                List.of(JSON.readValue(row.getString("refused"), String[].class)));
    }

    private static ReminderKey key(ResultSet row, int index) throws SQLException {
        return new ReminderKey(
                new ClientId(row.getString("client_id")),
                new SecretId(row.getString("secret_id")),
                ReminderKind.valueOf(row.getString("kind")),
                row.getObject("due_on", LocalDate.class));
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
