package org.rekey.query.directory;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What has to be seen to when a person leaves.
 *
 * @param user null when the person has left the directory
 * @param credentials those of the person's own; null when there are none
 * @param owns the clients that the person answers for
 * @param created those that the person made, or a program with the person's credentials did
 * @param alerted those of which the person is told before a secret expires
 */
record OwnershipView(@Nullable UserView user, @Nullable Item credentials, Items owns, Items created, Items alerted) {

    /** @param more how many of them are not among the items */
    record Items(List<Item> items, long more) {}

    record Item(
            String clientId,
            String name,
            @Nullable String tenant,
            boolean suspended,
            @Nullable Instant expiresAt,
            @Nullable Instant lastUsedAt) {}

    boolean isEmpty() {
        return credentials == null
                && owns.items().isEmpty()
                && created.items().isEmpty()
                && alerted.items().isEmpty();
    }
}
