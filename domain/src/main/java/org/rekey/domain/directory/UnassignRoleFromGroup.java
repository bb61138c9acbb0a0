package org.rekey.domain.directory;

import org.rekey.domain.role.RoleId;

/** Takes a role from the members of a group. */
public record UnassignRoleFromGroup(GroupId groupId, RoleId roleId) implements GroupCommand {}
