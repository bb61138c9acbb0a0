package org.rekey.domain.directory;

/** Deletes a group: its members lose what only it gave them. */
public record DeleteGroup(GroupId groupId) implements GroupCommand {}
