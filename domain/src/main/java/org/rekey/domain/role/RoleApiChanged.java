package org.rekey.domain.role;

/** Its members' credentials have other scopes, or live longer or shorter. */
public record RoleApiChanged(RoleId roleId, ApiAccess access) implements RoleEvent {}
