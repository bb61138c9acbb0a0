package org.rekey.query.client;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A line of the list of clients. */
record ClientItem(
        String clientId,
        String name,
        String kind,
        ClientView.Status status,
        long apiCount,
        boolean allApis,
        String createdBy,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant lastUsedAt,
        @Nullable String tenant,
        ClientView.@Nullable Owner owner,
        @JsonIgnore String sortKey) {

    List<String> key() {
        return List.of(sortKey, clientId);
    }
}
