package org.rekey.adminapi;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who is signed in, as the directory has it now.
 *
 * @param scopes over Rekey itself, through roles
 * @param tenant the one tenant that the person may see and change; null when bound to none
 */
public record Person(
        String userId, Set<String> scopes, @Nullable String tenant) {

    public Person {
        scopes = Set.copyOf(scopes);
    }
}
