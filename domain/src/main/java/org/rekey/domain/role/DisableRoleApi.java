package org.rekey.domain.role;

/** Takes the API access away from its members. */
public record DisableRoleApi(RoleId roleId) implements RoleCommand {}
