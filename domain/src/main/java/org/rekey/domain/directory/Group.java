package org.rekey.domain.directory;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
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
import org.rekey.domain.role.RoleId;

/** A group of users with the roles that it gives them. Who belongs to it is decided by {@link User}. */
@AggregateRoot(type = "group")
@NullUnmarked
public class Group {

    private static final int MOST_ROLES = 100;

    @AggregateIdentifier
    private String stream;

    private GroupId id;
    private TenantId tenant;
    private GroupProfile profile;
    private final Set<RoleId> roles = new LinkedHashSet<>();
    private boolean deleted;

    protected Group() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.ALWAYS)
    public void handle(CreateGroup command) {
        command.profile().check();
        AggregateLifecycle.apply(new GroupCreated(command.groupId(), command.tenant(), command.profile()));
    }

    @CommandHandler
    public void handle(DescribeGroup command) {
        refuseIfDeleted();
        command.profile().check();
        if (!command.profile().equals(profile)) {
            AggregateLifecycle.apply(new GroupDescribed(id, command.profile()));
        }
    }

    @CommandHandler
    public void handle(AssignRoleToGroup command) {
        refuseIfDeleted();
        if (roles.contains(command.roleId())) {
            return;
        }
        if (roles.size() == MOST_ROLES) {
            throw Refusal.conflict("a group has at most " + MOST_ROLES + " roles");
        }
        AggregateLifecycle.apply(new RoleAssignedToGroup(id, command.roleId()));
    }

    @CommandHandler
    public void handle(UnassignRoleFromGroup command) {
        refuseIfDeleted();
        if (roles.contains(command.roleId())) {
            AggregateLifecycle.apply(new RoleUnassignedFromGroup(id, command.roleId()));
        }
    }

    @CommandHandler
    public void handle(DeleteGroup command) {
        refuseIfDeleted();
        AggregateLifecycle.apply(new GroupDeleted(id));
    }

    private void refuseIfDeleted() {
        if (deleted) {
            throw Refusal.unknown("there is no such group");
        }
    }

    @EventHandler
    void on(GroupCreated event) {
        stream = event.groupId().stream();
        id = event.groupId();
        tenant = event.tenant();
        profile = event.profile();
    }

    @EventHandler
    void on(GroupDescribed event) {
        profile = event.profile();
    }

    @EventHandler
    void on(RoleAssignedToGroup event) {
        roles.add(event.roleId());
    }

    @EventHandler
    void on(RoleUnassignedFromGroup event) {
        roles.remove(event.roleId());
    }

    @EventHandler
    void on(GroupDeleted event) {
        deleted = true;
    }

    public GroupId id() {
        return id;
    }

    public boolean isDeleted() {
        return deleted;
    }

    public Optional<TenantId> tenant() {
        return Optional.ofNullable(tenant);
    }

    public GroupProfile profile() {
        return profile;
    }
}
