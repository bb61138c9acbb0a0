package org.rekey.domain.directory;

import org.jspecify.annotations.Nullable;
import org.rekey.domain.TenantId;
import org.rekey.domain.UserId;

/** A person entered the directory. */
public record UserRegistered(UserId userId, @Nullable TenantId tenant, UserProfile profile) implements UserEvent {}
