package org.rekey.domain.role;

/** Lets its members call APIs on these terms, whether or not they could before. */
public record EnableRoleApi(RoleId roleId, ApiAccess access) implements RoleCommand {}
