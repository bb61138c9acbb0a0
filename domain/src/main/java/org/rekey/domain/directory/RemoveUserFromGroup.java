package org.rekey.domain.directory;

import org.rekey.domain.UserId;

/** Ends a membership. */
public record RemoveUserFromGroup(UserId userId, GroupId groupId) implements UserCommand {}
