package org.rekey.domain.directory;

import org.rekey.domain.UserId;

/** A person belongs to a group no more. */
public record UserRemovedFromGroup(UserId userId, GroupId groupId) implements UserEvent {}
