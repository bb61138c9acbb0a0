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
import org.rekey.domain.UserId;

/** A person in the directory, with the groups that he or she belongs to. */
@AggregateRoot(type = "user")
@NullUnmarked
public class User {

    private static final int MOST_GROUPS = 500;

    @AggregateIdentifier
    private String stream;

    private UserId id;
    private TenantId tenant;
    private UserProfile profile;
    private final Set<GroupId> groups = new LinkedHashSet<>();
    private boolean deactivated;
    private boolean deleted;

    protected User() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.ALWAYS)
    public void handle(RegisterUser command) {
        command.profile().check();
        AggregateLifecycle.apply(new UserRegistered(command.userId(), command.tenant(), command.profile()));
    }

    @CommandHandler
    public void handle(DescribeUser command) {
        refuseIfDeleted();
        command.profile().check();
        if (!command.profile().equals(profile)) {
            AggregateLifecycle.apply(new UserDescribed(id, command.profile()));
        }
    }

    @CommandHandler
    public void handle(AddUserToGroup command) {
        refuseIfDeleted();
        if (groups.contains(command.groupId())) {
            return;
        }
        if (groups.size() == MOST_GROUPS) {
            throw Refusal.conflict("a user belongs to at most " + MOST_GROUPS + " groups");
        }
        AggregateLifecycle.apply(new UserAddedToGroup(id, command.groupId()));
    }

    @CommandHandler
    public void handle(RemoveUserFromGroup command) {
        refuseIfDeleted();
        if (groups.contains(command.groupId())) {
            AggregateLifecycle.apply(new UserRemovedFromGroup(id, command.groupId()));
        }
    }

    @CommandHandler
    public void handle(ChangeUserPassword command) {
        refuseIfDeleted();
        AggregateLifecycle.apply(new UserPasswordChanged(id));
    }

    @CommandHandler
    public void handle(VoidUserPassword command) {
        refuseIfDeleted();
        AggregateLifecycle.apply(new UserPasswordVoided(id));
    }

    @CommandHandler
    public void handle(DeactivateUser command) {
        refuseIfDeleted();
        if (!deactivated) {
            AggregateLifecycle.apply(new UserDeactivated(id));
        }
    }

    @CommandHandler
    public void handle(ReactivateUser command) {
        refuseIfDeleted();
        if (deactivated) {
            AggregateLifecycle.apply(new UserReactivated(id));
        }
    }

    @CommandHandler
    public void handle(DeleteUser command) {
        refuseIfDeleted();
        AggregateLifecycle.apply(new UserDeleted(id));
    }

    private void refuseIfDeleted() {
        if (deleted) {
            throw Refusal.unknown("there is no such user");
        }
    }

    @EventHandler
    void on(UserRegistered event) {
        stream = event.userId().stream();
        id = event.userId();
        tenant = event.tenant();
        profile = event.profile();
    }

    @EventHandler
    void on(UserDescribed event) {
        profile = event.profile();
    }

    @EventHandler
    void on(UserAddedToGroup event) {
        groups.add(event.groupId());
    }

    @EventHandler
    void on(UserRemovedFromGroup event) {
        groups.remove(event.groupId());
    }

    @EventHandler
    void on(UserDeactivated event) {
        deactivated = true;
    }

    @EventHandler
    void on(UserReactivated event) {
        deactivated = false;
    }

    @EventHandler
    void on(UserDeleted event) {
        deleted = true;
    }

    public UserId id() {
        return id;
    }

    public boolean isDeleted() {
        return deleted;
    }

    public boolean isDeactivated() {
        return deactivated;
    }

    public Optional<TenantId> tenant() {
        return Optional.ofNullable(tenant);
    }

    public UserProfile profile() {
        return profile;
    }
}
