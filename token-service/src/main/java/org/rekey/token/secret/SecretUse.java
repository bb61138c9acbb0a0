package org.rekey.token.secret;

import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** How one secret is used: counted without locks by many threads, written by one. */
final class SecretUse {

    private static final int MOST_VALUES = 20;
    private static final int LONGEST_VALUE = 256;

    private final String secretId;
    private final String clientId;
    private final LongAdder uses = new LongAdder();
    private final Set<String> addresses = ConcurrentHashMap.newKeySet();
    private final Set<String> agents = ConcurrentHashMap.newKeySet();
    private volatile Instant lastUsedAt = Instant.MIN;
    private long written;
    private int idleRounds;

    SecretUse(String secretId, String clientId) {
        this.secretId = secretId;
        this.clientId = clientId;
    }

    /** What is not in the database yet. */
    record Unwritten(
            String secretId,
            String clientId,
            long total,
            long uses,
            Instant lastUsedAt,
            Set<String> addresses,
            Set<String> agents) {}

    void count(Instant now, String address, @Nullable String agent) {
        add(addresses, address);
        if (agent != null) {
            add(agents, agent);
        }
        if (now.isAfter(lastUsedAt)) {
            lastUsedAt = now;
        }
        uses.increment();
    }

    private static void add(Set<String> values, String value) {
        String kept = value.length() <= LONGEST_VALUE ? value : value.substring(0, LONGEST_VALUE);
        if (!values.contains(kept) && values.size() < MOST_VALUES) {
            values.add(kept);
        }
    }

    /** Asked by the writing thread only. */
    @Nullable
    Unwritten unwritten() {
        long total = uses.sum();
        if (total == written) {
            idleRounds++;
            return null;
        }
        idleRounds = 0;
        return new Unwritten(
                secretId, clientId, total, total - written, lastUsedAt, Set.copyOf(addresses), Set.copyOf(agents));
    }

    /** Told by the writing thread only. */
    void written(Unwritten done) {
        written = done.total();
        addresses.removeAll(done.addresses());
        agents.removeAll(done.agents());
    }

    int idleRounds() {
        return idleRounds;
    }
}
