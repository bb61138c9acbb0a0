package org.rekey.command.scim;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A group while it is being changed. */
final class GroupDraft {

    @Nullable
    String displayName;

    @Nullable
    String externalId;

    final Set<String> members;

    GroupDraft(@Nullable String displayName, @Nullable String externalId, Set<String> members) {
        this.displayName = displayName;
        this.externalId = externalId;
        this.members = new LinkedHashSet<>(members);
    }

    void become(GroupDraft other) {
        displayName = other.displayName;
        externalId = other.externalId;
        members.clear();
        members.addAll(other.members);
    }
}
