package org.rekey.domain.directory;

import org.rekey.domain.UserId;

/** Makes a person a member of a group. */
public record AddUserToGroup(UserId userId, GroupId groupId) implements UserCommand {}
