package org.rekey.command;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.rekey.adminapi.ProblemException;
import org.springframework.stereotype.Component;

/**
 * How often people make something new of their own. Everybody may, and all of it stays in the log. Deleting is not counted:
 * there is nothing to delete that was not made before.
 */
@Component
public class OwnActs {

    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int MOST_PEOPLE = 20_000;

    private final Clock clock;
    private final int most;
    private final Cache<String, Count> counts =
            Caffeine.newBuilder().maximumSize(MOST_PEOPLE).build();

    OwnActs(Clock clock, WriteProperties properties) {
        this.clock = clock;
        this.most = properties.ownPerMinute();
    }

    private record Count(Instant until, AtomicInteger acts) {}

    /**
     * Counts one more.
     *
     * @throws ProblemException 429
     */
    public void count(Act act) {
        String person = Objects.requireNonNull(act.caller().userId(), "only people have something of their own");
        Instant now = clock.instant();
        Count count = counts.asMap()
                .compute(
                        person,
                        (key, known) -> known != null && now.isBefore(known.until)
                                ? known
                                : new Count(now.plus(WINDOW), new AtomicInteger()));
        if (count.acts.incrementAndGet() > most) {
            throw ProblemException.tooMany(
                    "you have changed your own credentials too often: try again later",
                    Duration.between(now, count.until).toSeconds() + 1);
        }
    }
}
