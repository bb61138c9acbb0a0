package org.rekey.domain.directory;

import org.rekey.domain.Command;

/** What can be asked of a group. */
public sealed interface GroupCommand extends Command
        permits CreateGroup, DescribeGroup, DeleteGroup, AssignRoleToGroup, UnassignRoleFromGroup {

    GroupId groupId();

    @Override
    default String stream() {
        return groupId().stream();
    }
}
