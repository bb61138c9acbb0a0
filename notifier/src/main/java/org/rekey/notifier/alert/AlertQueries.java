package org.rekey.notifier.alert;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rekey.adminapi.Page;
import org.rekey.adminapi.Paging;
import org.rekey.domain.alert.ReminderKind;
import org.rekey.notifier.NotifierTables;
import org.rekey.notifier.alert.ReminderTable.State;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Questions about reminders, and about mail that stays inside. */
@Component
class AlertQueries {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcClient jdbc;

    AlertQueries(JdbcClient jdbc, NotifierTables tables) {
        this.jdbc = jdbc;
    }

    Page<ReminderView> reminders(NewestFirst asked, Paging paging) {
        List<ReminderView> found = jdbc.sql(
                        "select * from notifier.reminder where " + asked.clause() + " order by id desc limit :rows")
                .params(asked.parameters())
                .query(AlertQueries::reminder)
                .list();
        return paging.page(found, reminder -> List.of(Long.toString(reminder.id())));
    }

    Page<MailView> mailbox(NewestFirst asked, Paging paging) {
        List<MailView> found = jdbc.sql(
                        "select * from notifier.mail where " + asked.clause() + " order by id desc limit :rows")
                .params(asked.parameters())
                .query(AlertQueries::mail)
                .list();
        return paging.page(found, mail -> List.of(mail.id()));
    }

    private static ReminderView reminder(ResultSet row, int index) throws SQLException {
        State state = State.valueOf(row.getString("state"));
        return new ReminderView(
                row.getLong("id"),
                row.getString("client_id"),
                row.getString("secret_id"),
                ReminderKind.valueOf(row.getString("kind")),
                row.getObject("due_on", LocalDate.class),
                state,
                row.getInt("attempts"),
                state == State.DUE ? instant(row, "next_attempt_at") : null,
                instant(row, "done_at"),
                texts(row, "delivered"),
                texts(row, "refused"),
                row.getString("note"));
    }

    private static MailView mail(ResultSet row, int index) throws SQLException {
        return new MailView(
                row.getString("id"),
                row.getObject("sent_at", OffsetDateTime.class).toInstant(),
                row.getString("client_id"),
                row.getString("tenant"),
                texts(row, "recipients"),
                row.getString("subject"),
                row.getString("body_text"),
                row.getString("body_html"),
                row.getString("calendar"));
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return List.of(JSON.readValue(row.getString(column), String[].class));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
