package org.rekey.notifier;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param poll how often to look for deadlines that are due
 * @param retry when to come back to a deadline that could not be dealt with, or that a notifier had in its hands which is gone;
 *     not less than PT6S
 * @param perSecond how many deadlines, and how many mails, a process deals with in a second at most
 * @param keep for how long reminders, messages and mails are kept when they are over; not less than P1D
 */
@ConfigurationProperties("rekey.notifier")
public record NotifierProperties(
        @DefaultValue("PT1S") Duration poll,
        @DefaultValue("PT1M") Duration retry,
        @DefaultValue("220") int perSecond,
        @DefaultValue("P90D") Duration keep) {

    public NotifierProperties {
        if (retry.compareTo(Duration.ofSeconds(6)) < 0) {
            throw new IllegalArgumentException("rekey.notifier.retry must be PT6S or more");
        }
        if (perSecond < 1) {
            throw new IllegalArgumentException("rekey.notifier.per-second must be 1 or more");
        }
        if (keep.compareTo(Duration.ofDays(1)) < 0) {
            throw new IllegalArgumentException("rekey.notifier.keep must be P1D or more");
        }
    }
}
