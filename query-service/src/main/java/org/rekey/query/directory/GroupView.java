package org.rekey.query.directory;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A group; its members are a list of their own. */
record GroupView(
        String id,
        String name,
        @Nullable String externalId,
        @Nullable String tenant,
        List<Named> roles,
        long memberCount,
        Instant createdAt,
        @JsonIgnore long version,
        @JsonIgnore String sortName) {

    record Member(
            String id,
            String userName,
            @Nullable String displayName,
            UserView.Status status,
            @JsonIgnore String sortName) {}
}
