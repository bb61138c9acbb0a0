package org.rekey.notifier.alert;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.mail.javamail.MimeMessageHelper;

/** Writes mails down as messages (RFC 5322). */
final class MimeMessages {

    private final Session session;
    private final String from;

    MimeMessages(Session session, String from) {
        this.session = session;
        this.from = from;
    }

    MimeMessage of(Mail mail, List<Recipient> recipients) {
        return unchecked(() -> {
            MimeMessage message = new WithMessageId(session, mail.messageId());
            MimeMessageHelper helper = new MimeMessageHelper(message, true, StandardCharsets.UTF_8.name());
            helper.setFrom(from);
            helper.setTo(recipients.stream().map(Recipient::shown).toArray(String[]::new));
            helper.setSubject(mail.subject());
            helper.setText(mail.text(), mail.html());
            helper.addAttachment(
                    "expiry.ics",
                    new ByteArrayResource(mail.calendar().getBytes(StandardCharsets.UTF_8)),
                    "text/calendar; charset=utf-8; method=PUBLISH");
            // RFC 3834: no out-of-office replies.
            message.setHeader("Auto-Submitted", "auto-generated");
            message.saveChanges();
            return message;
        });
    }

    static <T> T unchecked(Callable<T> writing) {
        try {
            return writing.call();
        } catch (Exception e) {
            throw new IllegalStateException("a mail cannot be written: " + e.getMessage(), e);
        }
    }

    private static final class WithMessageId extends MimeMessage {

        private final String id;

        WithMessageId(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }
}
