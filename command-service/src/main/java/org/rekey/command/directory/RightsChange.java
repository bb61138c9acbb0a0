package org.rekey.command.directory;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.rekey.domain.UserId;

/** What a write would do to rights over Rekey. */
final class RightsChange {

    private final Set<String> needed = new TreeSet<>();
    private final Map<UserId, Set<String>> gained =
            new TreeMap<>((one, other) -> one.value().compareTo(other.value()));

    /** Whoever does this must hold these. */
    void needs(Collection<String> scopes) {
        needed.addAll(scopes);
    }

    /** Those in one of them and not in the other: nobody gives or takes what he does not hold. */
    void needsDifference(Set<String> before, Set<String> after) {
        needed.addAll(without(before, after));
        needed.addAll(without(after, before));
    }

    void gains(String user, Set<String> scopes) {
        if (!scopes.isEmpty()) {
            gained.computeIfAbsent(new UserId(user), id -> new TreeSet<>()).addAll(scopes);
        }
    }

    Set<String> needed() {
        return needed;
    }

    Map<UserId, Set<String>> gained() {
        return gained;
    }

    static Set<String> without(Set<String> some, Set<String> others) {
        Set<String> rest = new TreeSet<>(some);
        rest.removeAll(others);
        return rest;
    }
}
