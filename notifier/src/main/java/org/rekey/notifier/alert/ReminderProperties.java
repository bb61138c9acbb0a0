package org.rekey.notifier.alert;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.web.util.UriComponents;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * @param before how long before the expiry of a secret the first reminder is due
 * @param every how long after a reminder the next one is due, until the secret is rotated or its client deleted
 * @param link where a reminder leads to, with {@code {clientId}} in it: a page that asks who is not signed in to do so. By
 *     default the client in the admin API
 */
@ConfigurationProperties("rekey.reminders")
record ReminderProperties(
        @DefaultValue("P3D") Duration before,
        @DefaultValue("P1D") Duration every,
        @Nullable String link) {

    ReminderProperties {
        if (every.compareTo(Duration.ofDays(1)) < 0) {
            throw new IllegalArgumentException("rekey.reminders.every must be P1D or more");
        }
    }

    /** With a place for the client id. */
    UriComponents linkFrom(String issuer) {
        String template = link != null ? link : issuer + "/api/v1/clients/{clientId}";
        return UriComponentsBuilder.fromUriString(template).encode().build();
    }
}
