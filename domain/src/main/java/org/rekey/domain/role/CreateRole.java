package org.rekey.domain.role;

import org.jspecify.annotations.Nullable;
import org.rekey.domain.TenantId;

/** Creates a role, without API access. */
public record CreateRole(RoleId roleId, @Nullable TenantId tenant, RoleProfile profile) implements RoleCommand {}
