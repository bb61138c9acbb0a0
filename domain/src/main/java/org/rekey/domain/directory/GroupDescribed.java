package org.rekey.domain.directory;

/** A group is called otherwise. */
public record GroupDescribed(GroupId groupId, GroupProfile profile) implements GroupEvent {}
