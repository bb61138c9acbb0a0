package org.rekey.domain.directory;

import org.jspecify.annotations.Nullable;
import org.rekey.domain.TenantId;

/** Creates a group. */
public record CreateGroup(GroupId groupId, @Nullable TenantId tenant, GroupProfile profile) implements GroupCommand {}
