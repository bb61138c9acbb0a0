package org.rekey.domain.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When people are reminded of a secret that expires: some time before, and then again and again, also after it has expired.
 *
 * @param before how long before the expiry the first reminder is due
 * @param every how long after it the next one is
 */
public record ReminderSchedule(Duration before, Duration every) {

    public ReminderSchedule {
        if (before.isNegative() || every.compareTo(Duration.ofMinutes(1)) < 0) {
            throw new IllegalArgumentException("reminders come before the expiry, and at most once a minute");
        }
    }

    public Instant firstDue(Instant expiresAt) {
        return expiresAt.minus(before);
    }

    /** The last one that was due by now. Those before it were missed: one is enough. */
    public Optional<Instant> latestDue(Instant expiresAt, Instant now) {
        Instant first = firstDue(expiresAt);
        return now.isBefore(first)
                ? Optional.empty()
                : Optional.of(first.plus(
                        every.multipliedBy(Duration.between(first, now).dividedBy(every))));
    }

    public Instant nextDue(Instant expiresAt, Instant now) {
        return latestDue(expiresAt, now).map(latest -> latest.plus(every)).orElse(firstDue(expiresAt));
    }
}
