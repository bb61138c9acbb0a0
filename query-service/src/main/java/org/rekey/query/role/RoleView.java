package org.rekey.query.role;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/**
 * A role.
 *
 * @param apis what its members may use in the user interface: {@code "all"}, or a list of {@code {api, access}}
 * @param apiAccess null while its members may not call APIs
 * @param groups how many have it
 * @param users how many have it through these
 */
record RoleView(
        String id,
        String name,
        @Nullable String description,
        @Nullable String tenant,
        Object apis,
        @Nullable ApiAccessView apiAccess,
        long groups,
        long users,
        @JsonIgnore long version,
        @JsonIgnore String sortName) {

    record ApiAccessView(String rotationInterval, Object apis) {}
}
