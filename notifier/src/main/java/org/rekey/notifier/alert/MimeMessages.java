package org.rekey.notifier.alert;

import jakarta.activation.DataHandler;
import jakarta.mail.Address;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;

/** Writes mails down as messages (RFC 5322). */
final class MimeMessages {

    private static final String UTF_8 = "UTF-8";
    /** Said, or all the text is written once to find out which would be shortest. */
    private static final String ENCODING = "Content-Transfer-Encoding";

    private static final String QUOTED_PRINTABLE = "quoted-printable";

    private final Session session;
    private final String from;

    MimeMessages(Session session, String from) {
        this.session = session;
        this.from = from;
    }

    MimeMessage of(Mail mail, List<Recipient> recipients) {
        return unchecked(() -> {
            MimeMessage message = new WithMessageId(session, mail.messageId());
            message.setFrom(from);
            message.setRecipients(RecipientType.TO, addresses(recipients));
            message.setSubject(mail.subject(), UTF_8);
            message.setContent(new MimeMultipart("mixed", words(mail), calendar(mail)));
            // RFC 3834: no out-of-office replies.
            message.setHeader("Auto-Submitted", "auto-generated");
            message.saveChanges();
            return message;
        });
    }

    private static MimeBodyPart words(Mail mail) throws MessagingException {
        MimeBodyPart plain = new MimeBodyPart();
        plain.setText(mail.text(), UTF_8);
        plain.setHeader(ENCODING, QUOTED_PRINTABLE);
        MimeBodyPart html = new MimeBodyPart();
        html.setText(mail.html(), UTF_8, "html");
        html.setHeader(ENCODING, QUOTED_PRINTABLE);
        MimeBodyPart either = new MimeBodyPart();
        either.setContent(new MimeMultipart("alternative", plain, html));
        return either;
    }

    private static MimeBodyPart calendar(Mail mail) throws MessagingException {
        MimeBodyPart calendar = new MimeBodyPart();
        calendar.setDataHandler(new DataHandler(new ByteArrayDataSource(
                mail.calendar().getBytes(StandardCharsets.UTF_8), "text/calendar; charset=utf-8; method=PUBLISH")));
        calendar.setFileName("expiry.ics");
        calendar.setHeader(ENCODING, QUOTED_PRINTABLE);
        return calendar;
    }

    static Address[] addresses(List<Recipient> recipients) {
        return recipients.stream()
                .map(recipient -> unchecked(() -> new InternetAddress(recipient.shown())))
                .toArray(Address[]::new);
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
