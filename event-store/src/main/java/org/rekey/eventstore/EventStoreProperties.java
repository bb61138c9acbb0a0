package org.rekey.eventstore;

import java.lang.management.ManagementFactory;
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
        @DefaultValue Projections projections) {

    record Database(@DefaultValue Owner owner) {}

    /**
     * @param username the role that owns the log and runs its migrations; by default the application's own
     * @param password of that role
     */
    record Owner(@Nullable String username, @Nullable String password) {}

    /** @param readyLag how many events a projection may be behind before the process is not ready */
    record Projections(@DefaultValue("1000") long readyLag) {}

    String node() {
        return nodeId != null ? nodeId : ManagementFactory.getRuntimeMXBean().getName();
    }
}
