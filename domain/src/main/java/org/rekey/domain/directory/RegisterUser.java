package org.rekey.domain.directory;

import org.jspecify.annotations.Nullable;
import org.rekey.domain.TenantId;
import org.rekey.domain.UserId;

/** Enters a person in the directory. */
public record RegisterUser(UserId userId, @Nullable TenantId tenant, UserProfile profile) implements UserCommand {}
