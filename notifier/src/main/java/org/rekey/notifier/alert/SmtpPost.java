package org.rekey.notifier.alert;

import jakarta.mail.MessagingException;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.util.StreamProvider;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.eclipse.angus.mail.util.MailStreamProvider;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** Sends mail to the server that {@code spring.mail.*} names, over connections that are kept. */
final class SmtpPost implements Post, DisposableBean {

    private static final String TIMEOUT_MILLIS = "60000";

    private final JavaMailSenderImpl server;
    private final MimeMessages messages;
    /** The one that was looked at last comes first. */
    private final ConcurrentLinkedDeque<Transport> idle = new ConcurrentLinkedDeque<>();

    SmtpPost(JavaMailSenderImpl server, String from) {
        this.server = server;
        // Or it is looked for in every jar, several times for each mail.
        System.getProperties().putIfAbsent(StreamProvider.class.getName(), MailStreamProvider.class.getName());
        String prefix = "mail." + protocol(server) + ".";
        // Whoever is known gets the mail, and of the others the answers tell.
        server.getJavaMailProperties().setProperty(prefix + "sendpartial", "true");
        for (String wait : List.of("connectiontimeout", "timeout", "writetimeout")) {
            server.getJavaMailProperties().putIfAbsent(prefix + wait, TIMEOUT_MILLIS);
        }
        this.messages = new MimeMessages(server.getSession(), from);
    }

    private static String protocol(JavaMailSenderImpl server) {
        return server.getProtocol() == null ? JavaMailSenderImpl.DEFAULT_PROTOCOL : server.getProtocol();
    }

    @Override
    public void connect() {
        idle.push(connected());
    }

    @Override
    public boolean reaches(Recipient recipient) {
        return recipient.address() != null;
    }

    @Override
    public Delivery deliver(Mail mail, List<Recipient> recipients) {
        MimeMessage message = messages.of(mail, recipients);
        Transport connected = idle.poll();
        Transport transport = connected != null ? connected : connected();
        try {
            transport.sendMessage(message, MimeMessages.addresses(recipients));
            idle.push(transport);
            return Delivery.toAll(recipients);
        } catch (MessagingException e) {
            close(transport);
            return SmtpAnswers.of(e, recipients);
        }
    }

    private Transport connected() {
        for (Transport kept = idle.poll(); kept != null; kept = idle.poll()) {
            if (kept.isConnected()) {
                return kept;
            }
            close(kept);
        }
        try {
            Transport transport = server.getSession().getTransport(protocol(server));
            transport.connect(server.getHost(), server.getPort(), server.getUsername(), server.getPassword());
            return transport;
        } catch (MessagingException e) {
            throw new PostUnavailableException(e);
        }
    }

    private static void close(Transport transport) {
        try {
            transport.close();
        } catch (MessagingException e) {
            // It is of no use any more, closed or not.
        }
    }

    @Override
    public void destroy() {
        for (Transport kept = idle.poll(); kept != null; kept = idle.poll()) {
            close(kept);
        }
    }
}
