package org.rekey.domain.role;

/** The role is called otherwise, or its members may use other APIs in the user interface. */
public record RoleDescribed(RoleId roleId, RoleProfile profile) implements RoleEvent {}
