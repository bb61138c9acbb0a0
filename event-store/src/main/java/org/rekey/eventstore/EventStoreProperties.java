package org.rekey.eventstore;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param nodeId names this process in the claims on projections; one that is the same after a restart gets its claims back
 *     at once. By default the process and the host
 */
@ConfigurationProperties("rekey")
record EventStoreProperties(
        @Nullable String nodeId,
        @DefaultValue Database database,
        @DefaultValue Projections projections,
        @DefaultValue Clock clock,
        @DefaultValue Demo demo) {

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

    String node() {
        return nodeId != null ? nodeId : ManagementFactory.getRuntimeMXBean().getName();
    }
}
