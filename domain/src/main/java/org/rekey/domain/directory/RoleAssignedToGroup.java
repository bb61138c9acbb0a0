package org.rekey.domain.directory;

import org.rekey.domain.role.RoleId;

/** The members of a group have a role. */
public record RoleAssignedToGroup(GroupId groupId, RoleId roleId) implements GroupEvent {}
