package org.rekey.eventstore;

import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param nodeId names this process in the claims on projections, and is locked while it runs; one that is the same after a
 *     restart gets its claims back at once. By default another one at each start
 * @param restored confirms that the database was restored from a backup: a text that was not used before, such as the date
 */
@ConfigurationProperties("rekey")
record EventStoreProperties(
        @Nullable String nodeId,
        @DefaultValue Database database,
        @DefaultValue Projections projections,
        @DefaultValue Clock clock,
        @DefaultValue Demo demo,
        @Nullable String restored) {

    private static final int LONGEST_LABEL = 100;

    EventStoreProperties {
        if (restored != null
                && (restored.length() > LONGEST_LABEL || restored.chars().anyMatch(Character::isISOControl))) {
            throw new IllegalArgumentException(
                    "rekey.restored must be at most " + LONGEST_LABEL + " characters on one line");
        }
    }

    record Database(@DefaultValue Owner owner) {}

    /**
     * @param username the role that owns the log and runs its migrations; by default the application's own
     * @param password of that role
     */
    record Owner(@Nullable String username, @Nullable String password) {}

    /** @param readyLag how many events a projection may be behind before the process is not ready */
    record Projections(@DefaultValue("1000") long readyLag) {}

    /** @param maxSkew how far the time of this process may be from the database's, and from the last event's, to be ready */
    record Clock(@DefaultValue("PT2S") Duration maxSkew) {}

    /** @param clock whether time can be moved ahead to try things out; never again without it on the same database */
    record Demo(@DefaultValue("false") boolean clock) {}

    /** Another one each time that it is asked for, unless one is configured. */
    String node() {
        return nodeId != null ? nodeId : UUID.randomUUID().toString();
    }
}
