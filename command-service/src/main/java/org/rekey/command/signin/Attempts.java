package org.rekey.command.signin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.rekey.adminapi.ProblemException;
import org.rekey.eventstore.directory.FoldedName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Counts guesses at passwords, by person and network and by network alone, so that whoever guesses shuts out nobody who
 * comes from elsewhere. Of too many those that come seldom are forgotten.
 */
@Component
class Attempts {

    static final int MOST_PER_NAME = 10;
    static final int MOST_PER_NETWORK = 100;
    static final Duration WINDOW = Duration.ofMinutes(5);

    private static final Logger log = LoggerFactory.getLogger(Attempts.class);
    private static final int MOST_KEYS = 20_000;
    private static final int LONGEST = 200;

    private final Clock clock;
    private final Cache<Target, Count> counts =
            Caffeine.newBuilder().maximumSize(MOST_KEYS).build();

    Attempts(Clock clock) {
        this.clock = clock;
    }

    /** @param name empty for all of the network */
    private record Target(String name, String network) {}

    private record Count(Instant until, AtomicInteger attempts, AtomicBoolean warned) {}

    /** An attempt that has been counted, before anybody knows whether it is right. */
    final class Attempt {

        private final String network;
        private final List<Count> counted = new ArrayList<>();

        private Attempt(String network) {
            this.network = network;
        }

        /** Who is right has not guessed; nor has who has sent nothing. */
        synchronized void takeBack() {
            counted.forEach(count -> count.attempts.decrementAndGet());
            counted.clear();
        }

        /**
         * To be asked before the password is looked at, so that many at once are not more than one after the other.
         *
         * @throws ProblemException 429
         */
        Attempt at(String userName) {
            count(new Target(cut(FoldedName.of(cut(userName))), network), MOST_PER_NAME);
            return this;
        }

        private synchronized void count(Target target, int most) {
            Count count = Attempts.this.count(target);
            counted.add(count);
            if (count.attempts.incrementAndGet() > most) {
                takeBack();
                refuse(count);
            }
        }

        private void refuse(Count count) {
            if (Attempts.this.count(new Target("", network)).warned.compareAndSet(false, true)) {
                log.warn("Too many wrong passwords from {}", network);
            }
            long left = Duration.between(clock.instant(), count.until).toSeconds();
            throw ProblemException.tooMany("there were too many wrong passwords: try again later", left + 1);
        }
    }

    /**
     * To be asked before anything of the attempt is read.
     *
     * @throws ProblemException 429
     */
    Attempt begin(String address) {
        String network = network(address);
        Attempt attempt = new Attempt(network);
        attempt.count(new Target("", network), MOST_PER_NETWORK);
        return attempt;
    }

    private Count count(Target target) {
        Instant now = clock.instant();
        return counts.asMap()
                .compute(
                        target,
                        (key, count) -> count != null && now.isBefore(count.until)
                                ? count
                                : new Count(now.plus(WINDOW), new AtomicInteger(), new AtomicBoolean()));
    }

    /** An IPv4 address, or the half of an IPv6 one that whoever sends it cannot choose. */
    private static String network(String address) {
        if (address.indexOf(':') < 0) {
            return cut(address);
        }
        try {
            // In brackets it is an address or an error, never a name to look up.
            InetAddress parsed = InetAddress.getByName("[" + address.split("%", 2)[0] + "]");
            return parsed instanceof Inet6Address
                    ? HexFormat.of().formatHex(parsed.getAddress(), 0, 8) + "::/64"
                    : parsed.getHostAddress();
        } catch (UnknownHostException e) {
            return cut(address);
        }
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }
}
