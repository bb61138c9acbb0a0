package org.rekey.domain.role;

import org.jspecify.annotations.Nullable;
import org.rekey.domain.TenantId;

/**
 * A role exists; its members may not call APIs yet.
 *
 * @param tenant whose groups it may be assigned to; null for all
 */
public record RoleCreated(RoleId roleId, @Nullable TenantId tenant, RoleProfile profile) implements RoleEvent {}
