package org.rekey.notifier.alert;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The server is set up by {@code spring.mail.*}. Without one, mail is kept for {@code GET /api/v1/mailbox}.
 *
 * @param from the address of the sender; by default {@code rekey@} and the host of the issuer
 * @param connections how many mails are sent at the same time. Each holds a connection to the database meanwhile
 * @param lateAfter how long a reminder may be due before the log warns
 * @param retryRefused how long an address is left alone that the mail server does not know
 */
@ConfigurationProperties("rekey.mail")
record MailProperties(
        @Nullable String from,
        @DefaultValue("4") int connections,
        @DefaultValue("PT1H") Duration lateAfter,
        @DefaultValue("P7D") Duration retryRefused) {

    MailProperties {
        if (connections < 1) {
            throw new IllegalArgumentException("rekey.mail.connections must be at least 1");
        }
    }
}
