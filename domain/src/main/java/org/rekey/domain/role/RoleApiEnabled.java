package org.rekey.domain.role;

/** From now on its members may have credentials of their own. */
public record RoleApiEnabled(RoleId roleId, ApiAccess access) implements RoleEvent {}
