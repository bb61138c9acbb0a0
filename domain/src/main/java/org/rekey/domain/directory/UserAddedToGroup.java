package org.rekey.domain.directory;

import org.rekey.domain.UserId;

/** A person belongs to a group, and has its roles. */
public record UserAddedToGroup(UserId userId, GroupId groupId) implements UserEvent {}
