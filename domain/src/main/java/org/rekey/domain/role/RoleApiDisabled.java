package org.rekey.domain.role;

/** It gives its members no API access any more. */
public record RoleApiDisabled(RoleId roleId) implements RoleEvent {}
