package org.rekey.domain.secret;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.Refusal;
import org.rekey.domain.TextValue;

/** How long a secret lives: an ISO-8601 duration of 7 to 365 days, or {@code never} (it does not expire). */
public record RotationInterval(String value) implements TextValue {

    public static final RotationInterval NEVER = new RotationInterval("never");
    private static final Duration SHORTEST = Duration.ofDays(7);
    private static final Duration LONGEST = Duration.ofDays(365);
    private static final Duration SHORTEST_NOTICE = Duration.ofHours(24);

    public static RotationInterval parse(String text) {
        return text.equals(NEVER.value) ? NEVER : of(duration(text));
    }

    public static RotationInterval of(Duration duration) {
        boolean wholeSeconds = duration.toNanosPart() == 0;
        if (!wholeSeconds || duration.compareTo(SHORTEST) < 0 || duration.compareTo(LONGEST) > 0) {
            throw outOfRules();
        }
        boolean wholeDays = duration.equals(Duration.ofDays(duration.toDays()));
        return new RotationInterval(wholeDays ? "P" + duration.toDays() + "D" : duration.toString());
    }

    private static Duration duration(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException | ArithmeticException e) {
            throw outOfRules();
        }
    }

    private static Refusal outOfRules() {
        return Refusal.rule(
                "rotationInterval", "must be an ISO-8601 duration of whole seconds from P7D to P365D, or \"never\"");
    }

    public boolean expires() {
        return !equals(NEVER);
    }

    /** The instant from which a secret issued then no longer works; null when it does not expire. */
    public @Nullable Instant expiryOf(Instant issuedAt) {
        return expires() ? issuedAt.plus(Duration.parse(value)) : null;
    }

    /**
     * When a secret expires once this interval applies to it: issue time plus interval, but never sooner than 24 hours from
     * then. One that has already expired stays so.
     *
     * @param expiresAt when it would expire otherwise; null when it would not
     */
    public @Nullable Instant expiryFrom(Instant appliesFrom, Instant issuedAt, @Nullable Instant expiresAt) {
        if (expiresAt != null && !appliesFrom.isBefore(expiresAt)) {
            return expiresAt;
        }
        Instant expiry = expiryOf(issuedAt);
        Instant soonest = appliesFrom.plus(SHORTEST_NOTICE);
        return expiry != null && expiry.isBefore(soonest) ? soonest : expiry;
    }

    public RotationInterval shorter(RotationInterval other) {
        if (!expires() || !other.expires()) {
            return expires() ? this : other;
        }
        return duration(value).compareTo(duration(other.value)) <= 0 ? this : other;
    }

    @Override
    public String toString() {
        return value;
    }
}
