package org.rekey.command.directory;

import java.security.SecureRandom;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rekey.command.Act;
import org.rekey.command.Aggregates;
import org.rekey.command.Aggregates.Loaded;
import org.rekey.command.TenantTable;
import org.rekey.command.directory.DirectoryNames.Kind;
import org.rekey.domain.Refusal;
import org.rekey.domain.TenantId;
import org.rekey.domain.directory.AddUserToGroup;
import org.rekey.domain.directory.AssignRoleToGroup;
import org.rekey.domain.directory.CreateGroup;
import org.rekey.domain.directory.DeleteGroup;
import org.rekey.domain.directory.DescribeGroup;
import org.rekey.domain.directory.Group;
import org.rekey.domain.directory.GroupId;
import org.rekey.domain.directory.GroupProfile;
import org.rekey.domain.directory.RemoveUserFromGroup;
import org.rekey.domain.directory.UnassignRoleFromGroup;
import org.rekey.domain.directory.User;
import org.rekey.domain.role.Role;
import org.rekey.domain.role.RoleId;
import org.rekey.domain.secret.Base62;
import org.rekey.eventstore.Commits.Dispatch;
import org.springframework.stereotype.Component;

/** The groups that a caller may see, and what can be done with them in one transaction. */
@Component
public class Groups {

    private static final int ID_CHARACTERS = 22;

    private final Aggregates aggregates;
    private final TenantTable tenants;
    private final Users users;
    private final DirectoryNames names;
    private final SecureRandom random;

    Groups(Aggregates aggregates, TenantTable tenants, Users users, DirectoryNames names, SecureRandom rekeyRandom) {
        this.tenants = tenants;
        this.aggregates = aggregates;
        this.users = users;
        this.names = names;
        this.random = rekeyRandom;
    }

    /** Another tenant's group is as unknown as one that never was. */
    public Loaded<Group> find(Act act, String id) {
        return visible(act, id)
                .orElseThrow(() -> Refusal.unknown("there is no such group"))
                .asExpectedBy(act);
    }

    /** Empty when there is no such group to the caller. */
    public Optional<Loaded<Group>> visible(Act act, String id) {
        return Optional.of(new GroupId(id).stream())
                .filter(stream -> tenants.isVisible(act, TenantTable.Kind.GROUP, id))
                .flatMap(stream -> aggregates.find(Group.class, stream))
                .filter(group -> !group.now().isDeleted()
                        && Tenants.isVisible(act.caller(), group.now().tenant()));
    }

    public GroupId create(@Nullable TenantId tenant, GroupProfile profile, Dispatch dispatch) {
        GroupId id = new GroupId(Base62.random(random, ID_CHARACTERS));
        dispatch.send(new CreateGroup(id, tenant, profile));
        names.claim(Kind.GROUP, id.value(), tenant, profile.name());
        return id;
    }

    public void describe(Act act, String id, GroupProfile profile, Dispatch dispatch) {
        Group group = find(act, id).now();
        dispatch.send(new DescribeGroup(group.id(), profile));
        names.claim(Kind.GROUP, id, group.tenant().orElse(null), profile.name());
    }

    /** Whoever belongs to it, and whatever roles it has. */
    public void delete(Act act, String id, Dispatch dispatch) {
        dispatch.send(new DeleteGroup(find(act, id).now().id()));
        names.free(Kind.GROUP, id);
    }

    public void addMember(Act act, String id, String userId, Dispatch dispatch) {
        Group group = find(act.onWhatever(), id).now();
        User user = users.find(act.onWhatever(), userId).now();
        Tenants.refuseUnlessWithin(group.tenant(), user.tenant(), "the group and the user belong to different tenants");
        dispatch.send(new AddUserToGroup(user.id(), group.id()));
    }

    public void removeMember(Act act, String id, String userId, Dispatch dispatch) {
        Group group = find(act.onWhatever(), id).now();
        User user = users.find(act.onWhatever(), userId).now();
        dispatch.send(new RemoveUserFromGroup(user.id(), group.id()));
    }

    public void assignRole(Act act, String id, String roleId, Dispatch dispatch) {
        Group group = find(act, id).now();
        Role role = role(act, roleId);
        Tenants.refuseUnlessWithin(role.tenant(), group.tenant(), "the group and the role belong to different tenants");
        dispatch.send(new AssignRoleToGroup(group.id(), role.id()));
    }

    public void unassignRole(Act act, String id, String roleId, Dispatch dispatch) {
        Group group = find(act, id).now();
        dispatch.send(new UnassignRoleFromGroup(group.id(), role(act, roleId).id()));
    }

    private Role role(Act act, String id) {
        return Optional.of(new RoleId(id).stream())
                .filter(stream -> tenants.isVisible(act, TenantTable.Kind.ROLE, id))
                .flatMap(stream -> aggregates.find(Role.class, stream))
                .map(Loaded::now)
                .filter(role -> !role.isDeleted() && Tenants.isVisible(act.caller(), role.tenant()))
                .orElseThrow(() -> Refusal.unknown("there is no such role"));
    }
}
