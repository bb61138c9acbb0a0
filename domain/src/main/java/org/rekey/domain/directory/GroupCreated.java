package org.rekey.domain.directory;

import org.jspecify.annotations.Nullable;
import org.rekey.domain.TenantId;

/** A group exists; it has neither members nor roles. */
public record GroupCreated(GroupId groupId, @Nullable TenantId tenant, GroupProfile profile) implements GroupEvent {}
