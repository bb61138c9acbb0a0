package org.rekey.domain.role;

import org.rekey.domain.DomainEvent;

/** What happens to a role. */
public sealed interface RoleEvent extends DomainEvent
        permits RoleCreated, RoleDescribed, RoleApiEnabled, RoleApiChanged, RoleApiDisabled, RoleDeleted {

    RoleId roleId();
}
