package org.rekey.domain.role;

/** There is no such role any more. */
public record RoleDeleted(RoleId roleId) implements RoleEvent {}
