package org.rekey.domain.secret;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.Refusal;

/**
 * How long the previous secret goes on working after a rotation: 0 to 24 hours.
 *
 * @param endsWhenSafe whether it ends as soon as nobody is left who uses that secret
 */
public record GracePeriod(Duration duration, boolean endsWhenSafe) {

    private static final Duration LONGEST = Duration.ofHours(24);

    public static final GracePeriod NONE = new GracePeriod(Duration.ZERO);
    public static final GracePeriod DAY = new GracePeriod(LONGEST);

    public GracePeriod {
        boolean wholeMillis = duration.toNanosPart() % 1_000_000 == 0;
        if (!wholeMillis || duration.isNegative() || duration.compareTo(LONGEST) > 0) {
            throw Refusal.rule("grace", "must be an ISO-8601 duration of whole milliseconds from PT0S to PT24H");
        }
    }

    public GracePeriod(Duration duration) {
        this(duration, false);
    }

    /** The grace period never outlives the secret's own expiry. */
    Instant endFor(Instant rotatedAt, @Nullable Instant expiresAt) {
        Instant end = rotatedAt.plus(duration);
        return expiresAt != null && expiresAt.isBefore(end) ? expiresAt : end;
    }
}
