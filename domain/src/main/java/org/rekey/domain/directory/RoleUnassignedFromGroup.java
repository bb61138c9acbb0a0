package org.rekey.domain.directory;

import org.rekey.domain.role.RoleId;

/** The members of a group have a role no more. */
public record RoleUnassignedFromGroup(GroupId groupId, RoleId roleId) implements GroupEvent {}
