package org.rekey.command.directory;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What carries rights over Rekey before a write: scopes by identifier, of those that the write is about.
 *
 * @param ready what roles would give if their API access were switched on without saying to what
 * @param users including members of groups that the write is about, in so far as they have any
 * @param identities by which people with rights are known
 */
record Carriers(
        Map<String, Set<String>> groups,
        Map<String, Set<String>> roles,
        Map<String, Set<String>> ready,
        Map<String, Set<String>> users,
        Map<String, List<@Nullable String>> identities) {

    Set<String> ofGroup(String id) {
        return groups.getOrDefault(id, Set.of());
    }

    Set<String> ofRole(String id) {
        return roles.getOrDefault(id, Set.of());
    }

    Set<String> readyInRole(String id) {
        return ready.getOrDefault(id, Set.of());
    }

    Set<String> ofUser(String id) {
        return users.getOrDefault(id, Set.of());
    }
}
