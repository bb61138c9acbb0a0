package org.rekey.notifier.alert;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;

/**
 * What a mail server's answers come to (RFC 5321 section 4.2.3): it has said for good that it does not know an address with
 * 550, 551 or 553, unless that is about its policy (RFC 3463: X.7). Anything else is for the moment: a full mailbox, a relay that
 * does not let us through, whatever it says to a whole mail. Where the connection broke nobody knows, so the mail is sent
 * again, with the same Message-ID.
 */
final class SmtpAnswers {

    private static final int LONGEST = 300;
    private static final Pattern UNKNOWN_ADDRESS = Pattern.compile("55[013](?![ -]5\\.7\\.)");

    private SmtpAnswers() {}

    static Delivery of(MessagingException failure, List<Recipient> recipients) {
        Set<String> unknown = new HashSet<>();
        for (Exception e = failure; e != null; e = e instanceof MessagingException m ? m.getNextException() : null) {
            if (e instanceof SMTPAddressFailedException one) {
                if (isUnknown(one)) {
                    unknown.add(one.getAddress().getAddress());
                }
            } else if (e instanceof SMTPSendFailedException all
                    && all.getCommand().startsWith("MAIL")) {
                // Whoever it is for: this server takes nothing from us.
                throw new PostUnavailableException(failure);
            }
        }
        Set<String> taken =
                failure instanceof SendFailedException failed ? texts(failed.getValidSentAddresses()) : Set.of();
        List<Recipient> delivered = new ArrayList<>();
        List<Recipient> refused = new ArrayList<>();
        List<Recipient> postponed = new ArrayList<>();
        for (Recipient recipient : recipients) {
            if (taken.contains(recipient.address())) {
                delivered.add(recipient);
            } else if (unknown.contains(recipient.address())) {
                refused.add(recipient);
            } else {
                postponed.add(recipient);
            }
        }
        return new Delivery(delivered, refused, postponed, answer(failure));
    }

    private static boolean isUnknown(SMTPAddressFailedException one) {
        return UNKNOWN_ADDRESS.matcher(String.valueOf(one.getMessage())).lookingAt();
    }

    private static Set<String> texts(Address @Nullable [] addresses) {
        return addresses == null
                ? Set.of()
                : Stream.of(addresses).map(Address::toString).collect(Collectors.toSet());
    }

    /** The most telling line: of the last in the chain, which is about an address or the connection. */
    private static String answer(MessagingException failure) {
        Exception telling = failure;
        while (telling instanceof MessagingException m && m.getNextException() != null) {
            telling = m.getNextException();
        }
        String text = String.valueOf(telling.getMessage()).strip().replaceAll("\\p{Cntrl}+", " ");
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
