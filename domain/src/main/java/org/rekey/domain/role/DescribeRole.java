package org.rekey.domain.role;

/** Changes what a role is called, and what its members may use in the user interface. */
public record DescribeRole(RoleId roleId, RoleProfile profile) implements RoleCommand {}
