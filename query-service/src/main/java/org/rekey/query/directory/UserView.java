package org.rekey.query.directory;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A person in the directory.
 *
 * @param roles through the groups
 */
record UserView(
        String id,
        String userName,
        @Nullable String email,
        @Nullable String displayName,
        @Nullable String externalId,
        JsonNode attributes,
        @Nullable String tenant,
        Status status,
        List<Named> groups,
        List<Role> roles,
        Instant createdAt,
        @JsonIgnore long version,
        @JsonIgnore String sortName) {

    enum Status {
        ACTIVE,
        DEACTIVATED
    }

    /** @param apiAccess whether it lets its members have credentials of their own */
    record Role(String id, String name, boolean apiAccess) {}
}
