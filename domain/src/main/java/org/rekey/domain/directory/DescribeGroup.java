package org.rekey.domain.directory;

/** Changes what a group is called. */
public record DescribeGroup(GroupId groupId, GroupProfile profile) implements GroupCommand {}
