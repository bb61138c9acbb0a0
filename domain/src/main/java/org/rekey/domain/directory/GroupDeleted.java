package org.rekey.domain.directory;

/** There is no such group any more, so nobody is a member of it. */
public record GroupDeleted(GroupId groupId) implements GroupEvent {}
