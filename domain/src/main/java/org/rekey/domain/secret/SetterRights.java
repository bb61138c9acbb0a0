package org.rekey.domain.secret;

import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The rights over Rekey itself that somebody held while setting a password, a secret or a key. Whoever set it may know it, so
 * it must not lead to more than that.
 *
 * @param all of Rekey's own processes, and of people whom an identity provider vouches for
 * @param scopes as in {@code rekey.write}
 */
public record SetterRights(boolean all, Set<String> scopes) {

    public static final SetterRights ALL = new SetterRights(true, Set.of());
    public static final SetterRights NONE = new SetterRights(false, Set.of());

    private static final String ANY = "*";

    public SetterRights {
        scopes = Set.copyOf(scopes);
    }

    public static SetterRights of(Set<String> scopes) {
        return new SetterRights(false, scopes);
    }

    /**
     * As events carry it. Where they say nothing, as those did that were written before this was recorded, the setter counts
     * as somebody without rights.
     *
     * @param actor as in {@code client:<id>}
     */
    public static SetterRights ofEvent(@Nullable String actor, @Nullable String rights) {
        boolean process = rights == null && actor != null && actor.startsWith("process:");
        return process ? ALL : parse(rights);
    }

    public static SetterRights parse(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return NONE;
        }
        return text.equals(ANY) ? ALL : of(Set.of(text.split(" ")));
    }

    public boolean cover(Set<String> rights) {
        return all || scopes.containsAll(rights);
    }

    /** What either of them covers. */
    public SetterRights with(SetterRights other) {
        Set<String> both = new TreeSet<>(scopes);
        both.addAll(other.scopes);
        return new SetterRights(all || other.all, both);
    }

    /** To be read by {@link #parse}. */
    public String text() {
        return all ? ANY : String.join(" ", new TreeSet<>(scopes));
    }
}
