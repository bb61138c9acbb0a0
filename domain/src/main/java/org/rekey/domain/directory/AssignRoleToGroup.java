package org.rekey.domain.directory;

import org.rekey.domain.role.RoleId;

/** Gives the members of a group a role. */
public record AssignRoleToGroup(GroupId groupId, RoleId roleId) implements GroupCommand {}
