package org.rekey.command.directory;

import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * What a change would do to credentials: the answer to {@code ?dryRun=true}.
 *
 * @param affected how many would be able to do something else than now, or expire at another time
 * @param losing how many would lose scopes
 * @param gaining how many would gain scopes
 * @param stopping how many would obtain no token any more
 * @param recentlyUsed how many of all these have been used in the last 7 days
 * @param items of each, those used last first; at most 1000
 * @param more how many of them are not among the items
 */
record Effects(
        boolean dryRun,
        int affected,
        long losing,
        long gaining,
        long stopping,
        long recentlyUsed,
        List<Effect> items,
        int more) {

    /**
     * @param userId whose own credentials these are; null for a client of its own
     * @param lastUsedAt null when it has never been used
     */
    record Effect(
            String clientId,
            @Nullable String userId,
            String name,
            SortedSet<String> losesScopes,
            SortedSet<String> gainsScopes,
            WorksChange works,
            ExpiryChange expiresAt,
            @Nullable Instant lastUsedAt,
            boolean usedInLast7Days) {}

    record WorksChange(boolean before, boolean after) {}

    /** Null where it does not expire. */
    record ExpiryChange(@Nullable Instant before, @Nullable Instant after) {}
}
