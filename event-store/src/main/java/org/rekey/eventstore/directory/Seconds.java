package org.rekey.eventstore.directory;

import java.time.Duration;
import org.rekey.domain.secret.RotationInterval;

/** Rotation intervals as numbers of which the smallest is the shortest. */
public final class Seconds {

    private static final long NEVER = Long.MAX_VALUE;

    private Seconds() {}

    static long of(RotationInterval interval) {
        return interval.expires() ? Duration.parse(interval.value()).toSeconds() : NEVER;
    }

    public static RotationInterval interval(long seconds) {
        return seconds == NEVER ? RotationInterval.NEVER : RotationInterval.of(Duration.ofSeconds(seconds));
    }
}
