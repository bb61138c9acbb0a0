package org.rekey.notifier.alert;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Keeps mail in the database, for {@code GET /api/v1/mailbox}: what a newcomer without a mail server gets to see. */
final class MailboxPost implements Post {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcClient jdbc;
    private final Clock clock;

    MailboxPost(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public boolean reaches(Recipient recipient) {
        return true;
    }

    @Override
    public Delivery deliver(Mail mail, List<Recipient> recipients) {
        jdbc.sql("""
                insert into notifier.mail (message_id, client_id, tenant, sent_at, recipients, subject, body_text, body_html,
                    calendar)
                values (?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?) on conflict (message_id) do nothing""")
                .param(mail.messageId())
                .param(mail.clientId().value())
                .param(mail.tenant())
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .param(JSON.writeValueAsString(
                        recipients.stream().map(Recipient::shown).toList()))
                .param(mail.subject())
                .param(mail.text())
                .param(mail.html())
                .param(mail.calendar())
                .update();
        return Delivery.toAll(recipients);
    }
}
