package org.rekey.domain.role;

import java.util.Optional;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;
import org.jspecify.annotations.NullUnmarked;
import org.rekey.domain.Refusal;
import org.rekey.domain.TenantId;
import org.rekey.domain.api.Catalogue;

/** A role with the policy that it sets on its members' credentials. */
@AggregateRoot(type = "role")
@NullUnmarked
public class Role {

    @AggregateIdentifier
    private String stream;

    private RoleId id;
    private TenantId tenant;
    private RoleProfile profile;
    private ApiAccess apiAccess;
    private boolean deleted;

    protected Role() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.ALWAYS)
    public void handle(CreateRole command, Catalogue catalogue) {
        command.profile().check(catalogue);
        AggregateLifecycle.apply(new RoleCreated(command.roleId(), command.tenant(), command.profile()));
    }

    @CommandHandler
    public void handle(DescribeRole command, Catalogue catalogue) {
        refuseIfDeleted();
        command.profile().check(catalogue);
        if (!command.profile().equals(profile)) {
            AggregateLifecycle.apply(new RoleDescribed(id, command.profile()));
        }
    }

    @CommandHandler
    public void handle(EnableRoleApi command, Catalogue catalogue) {
        refuseIfDeleted();
        command.access().apis().check("apis", catalogue);
        if (apiAccess == null) {
            AggregateLifecycle.apply(new RoleApiEnabled(id, command.access()));
        } else if (!command.access().equals(apiAccess)) {
            AggregateLifecycle.apply(new RoleApiChanged(id, command.access()));
        }
    }

    @CommandHandler
    public void handle(DisableRoleApi command) {
        refuseIfDeleted();
        if (apiAccess != null) {
            AggregateLifecycle.apply(new RoleApiDisabled(id));
        }
    }

    @CommandHandler
    public void handle(DeleteRole command) {
        refuseIfDeleted();
        AggregateLifecycle.apply(new RoleDeleted(id));
    }

    private void refuseIfDeleted() {
        if (deleted) {
            throw Refusal.unknown("there is no such role");
        }
    }

    @EventHandler
    void on(RoleCreated event) {
        stream = event.roleId().stream();
        id = event.roleId();
        tenant = event.tenant();
        profile = event.profile();
    }

    @EventHandler
    void on(RoleDescribed event) {
        profile = event.profile();
    }

    @EventHandler
    void on(RoleApiEnabled event) {
        apiAccess = event.access();
    }

    @EventHandler
    void on(RoleApiChanged event) {
        apiAccess = event.access();
    }

    @EventHandler
    void on(RoleApiDisabled event) {
        apiAccess = null;
    }

    @EventHandler
    void on(RoleDeleted event) {
        deleted = true;
    }

    public RoleId id() {
        return id;
    }

    public boolean isDeleted() {
        return deleted;
    }

    public Optional<TenantId> tenant() {
        return Optional.ofNullable(tenant);
    }

    public RoleProfile profile() {
        return profile;
    }

    /** Empty when its members may not call APIs. */
    public Optional<ApiAccess> apiAccess() {
        return Optional.ofNullable(apiAccess);
    }
}
