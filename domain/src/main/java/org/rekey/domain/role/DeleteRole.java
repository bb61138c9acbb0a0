package org.rekey.domain.role;

/** Deletes a role: its members lose what only it gave them. */
public record DeleteRole(RoleId roleId) implements RoleCommand {}
