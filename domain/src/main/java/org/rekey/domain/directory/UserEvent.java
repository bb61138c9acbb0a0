package org.rekey.domain.directory;

import org.rekey.domain.UserId;

/** What happens to a person, memberships included: a group may be large, and a person is in few. */
public sealed interface UserEvent extends DirectoryEvent
        permits UserRegistered,
                UserDescribed,
                UserAddedToGroup,
                UserRemovedFromGroup,
                UserPasswordChanged,
                UserPasswordVoided,
                UserDeactivated,
                UserReactivated,
                UserDeleted {

    UserId userId();
}
