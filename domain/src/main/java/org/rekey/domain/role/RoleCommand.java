package org.rekey.domain.role;

import org.rekey.domain.Command;

/** What can be asked of a role. */
public sealed interface RoleCommand extends Command
        permits CreateRole, DescribeRole, EnableRoleApi, DisableRoleApi, DeleteRole {

    RoleId roleId();

    @Override
    default String stream() {
        return roleId().stream();
    }
}
