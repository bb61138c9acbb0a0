package org.rekey.domain.directory;

/** What happens to a group, its members aside. */
public sealed interface GroupEvent extends DirectoryEvent
        permits GroupCreated, GroupDescribed, GroupDeleted, RoleAssignedToGroup, RoleUnassignedFromGroup {

    GroupId groupId();
}
