package org.rekey.command.directory;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.axonframework.eventhandling.DomainEventMessage;
import org.rekey.command.Act;
import org.rekey.command.OwnScopes;
import org.rekey.domain.UserId;
import org.rekey.domain.directory.GroupDeleted;
import org.rekey.domain.directory.GroupDescribed;
import org.rekey.domain.directory.GroupEvent;
import org.rekey.domain.directory.RoleAssignedToGroup;
import org.rekey.domain.directory.RoleUnassignedFromGroup;
import org.rekey.domain.directory.UserAddedToGroup;
import org.rekey.domain.directory.UserDeactivated;
import org.rekey.domain.directory.UserDeleted;
import org.rekey.domain.directory.UserDescribed;
import org.rekey.domain.directory.UserEvent;
import org.rekey.domain.directory.UserPasswordChanged;
import org.rekey.domain.directory.UserProfile;
import org.rekey.domain.directory.UserReactivated;
import org.rekey.domain.directory.UserRemovedFromGroup;
import org.rekey.domain.role.RoleApiChanged;
import org.rekey.domain.role.RoleApiDisabled;
import org.rekey.domain.role.RoleApiEnabled;
import org.rekey.domain.role.RoleCreated;
import org.rekey.domain.role.RoleDeleted;
import org.rekey.domain.role.RoleDescribed;
import org.rekey.domain.role.RoleEvent;

/** What a write does to people, groups and roles, in so far as rights over Rekey may depend on it. */
final class DirectoryChange {

    private static final Set<Class<?>> GIVING =
            Set.of(UserAddedToGroup.class, RoleAssignedToGroup.class, RoleApiEnabled.class, RoleApiChanged.class);
    private static final Set<Class<?>> TAKING = Set.of(
            UserRemovedFromGroup.class,
            UserDeactivated.class,
            UserDeleted.class,
            RoleUnassignedFromGroup.class,
            RoleApiChanged.class,
            RoleApiDisabled.class,
            RoleDeleted.class,
            GroupDeleted.class);
    private static final Set<Class<?>> OTHERS = Set.of(
            UserReactivated.class,
            UserDescribed.class,
            UserPasswordChanged.class,
            GroupDescribed.class,
            RoleCreated.class,
            RoleDescribed.class);

    private final Act act;
    private final List<Object> events;
    private final Set<String> groups = new LinkedHashSet<>();
    private final Set<String> wholeGroups = new LinkedHashSet<>();
    private final Set<String> roles = new LinkedHashSet<>();
    private final Set<String> rolesOfOthers = new LinkedHashSet<>();
    private final Set<String> users = new LinkedHashSet<>();
    private final Set<String> joining = new LinkedHashSet<>();
    private final Set<String> settingFor = new LinkedHashSet<>();
    private final Set<String> reactivated = new LinkedHashSet<>();
    private final Set<String> withNewCredentials = new LinkedHashSet<>();

    private DirectoryChange(Act act, List<Object> events) {
        this.act = act;
        this.events = events;
        events.forEach(this::note);
    }

    static DirectoryChange of(List<DomainEventMessage<?>> staged, Act act) {
        List<Object> events = new ArrayList<>();
        for (DomainEventMessage<?> message : staged) {
            Class<?> type = message.getPayloadType();
            if (GIVING.contains(type) || TAKING.contains(type) || OTHERS.contains(type)) {
                events.add(message.getPayload());
            }
        }
        return new DirectoryChange(act, events);
    }

    private void note(Object event) {
        if (event instanceof UserEvent user) {
            noteUser(user, user.userId().value());
        } else if (event instanceof RoleAssignedToGroup assigned) {
            wholeGroups.add(assigned.groupId().value());
            roles.add(assigned.roleId().value());
        } else if (event instanceof RoleUnassignedFromGroup unassigned) {
            wholeGroups.add(unassigned.groupId().value());
            roles.add(unassigned.roleId().value());
        } else if (event instanceof GroupEvent group) {
            groups.add(group.groupId().value());
            if (event instanceof GroupDeleted) {
                wholeGroups.add(group.groupId().value());
            }
        } else if (event instanceof RoleEvent role) {
            roles.add(role.roleId().value());
            if (!(event instanceof RoleDescribed || event instanceof RoleCreated)) {
                rolesOfOthers.add(role.roleId().value());
            }
        }
    }

    private void noteUser(UserEvent event, String user) {
        users.add(user);
        if (event instanceof UserAddedToGroup added) {
            joining.add(user);
            groups.add(added.groupId().value());
        } else if (event instanceof UserRemovedFromGroup removed) {
            groups.add(removed.groupId().value());
        } else if (event instanceof UserPasswordChanged) {
            settingFor.add(user);
        } else if (event instanceof UserReactivated) {
            reactivated.add(user);
        }
    }

    /** Of their own. */
    void setsCredentialsOf(UserId user) {
        users.add(user.value());
        settingFor.add(user.value());
        withNewCredentials.add(user.value());
    }

    boolean isEmpty() {
        return events.isEmpty() && withNewCredentials.isEmpty();
    }

    /** Whose rights may matter. */
    Set<String> groups() {
        return groups;
    }

    /** All members of these are concerned. */
    Set<String> wholeGroups() {
        return wholeGroups;
    }

    Set<String> roles() {
        return roles;
    }

    /** All members of all groups that have one of these are concerned. */
    Set<String> rolesOfOthers() {
        return rolesOfOthers;
    }

    Set<String> users() {
        return users;
    }

    Set<String> joining() {
        return joining;
    }

    /** Who gets another password, or other credentials of their own. */
    Set<String> settingFor() {
        return settingFor;
    }

    boolean reactivates(String user) {
        return reactivated.contains(user);
    }

    boolean isOfRoles() {
        return !wholeGroups.isEmpty() || !rolesOfOthers.isEmpty();
    }

    boolean gives() {
        return events.stream().anyMatch(event -> GIVING.contains(event.getClass()));
    }

    boolean takes() {
        return events.stream().anyMatch(event -> TAKING.contains(event.getClass()));
    }

    /** Whether anything that people may do over Rekey can be other afterwards, or last longer. */
    boolean moves(Carriers before) {
        boolean joins =
                joining.stream().findAny().isPresent() && !before.groups().isEmpty();
        boolean others = takes() || isOfRoles() || !reactivated.isEmpty();
        return joins
                || others
                        && !(before.groups().isEmpty()
                                && before.roles().isEmpty()
                                && before.users().isEmpty())
                || events.stream().anyMatch(event -> !accessIn(event).isEmpty());
    }

    private static Set<String> accessIn(Object event) {
        if (event instanceof RoleApiEnabled enabled) {
            return OwnScopes.of(enabled.access().apis());
        }
        return event instanceof RoleApiChanged changed
                ? OwnScopes.of(changed.access().apis())
                : Set.of();
    }

    /** What the caller must hold. Stopping people asks for nothing. */
    void check(Carriers before, RightsChange change) {
        withNewCredentials.forEach(user -> change.needs(before.ofUser(user)));
        for (Object event : events) {
            if (event instanceof UserEvent user) {
                checkUser(user, before, change);
            } else if (event instanceof RoleEvent role) {
                checkRole(role, before, change);
            } else if (event instanceof RoleAssignedToGroup assigned) {
                needsOfRole(assigned.roleId().value(), before, change);
            } else if (event instanceof RoleUnassignedFromGroup unassigned) {
                needsOfRole(unassigned.roleId().value(), before, change);
            } else if (event instanceof GroupEvent group) {
                change.needs(before.ofGroup(group.groupId().value()));
            }
        }
    }

    /** Also what it would give as soon as somebody switches it on. */
    private static void needsOfRole(String role, Carriers before, RightsChange change) {
        change.needs(before.ofRole(role));
        change.needs(before.readyInRole(role));
    }

    private void checkUser(UserEvent event, Carriers before, RightsChange change) {
        String user = event.userId().value();
        if (event instanceof UserAddedToGroup added) {
            change.needs(before.ofGroup(added.groupId().value()));
        } else if (event instanceof UserRemovedFromGroup removed) {
            change.needs(before.ofGroup(removed.groupId().value()));
        } else if (event instanceof UserReactivated
                || event instanceof UserPasswordChanged && !act.isBy(event.userId())
                || event instanceof UserDescribed described
                        && !identity(described.profile())
                                .equals(before.identities().get(user))) {
            change.needs(before.ofUser(user));
        }
    }

    /** By what a person signs in, and by what an identity provider's word is taken for a person's. */
    private static List<String> identity(UserProfile profile) {
        return Arrays.asList(profile.userName(), profile.email(), profile.externalId());
    }

    private static void checkRole(RoleEvent event, Carriers before, RightsChange change) {
        String role = event.roleId().value();
        if (event instanceof RoleCreated created) {
            change.needs(OwnScopes.of(created.profile().apis()));
        } else if (event instanceof RoleDescribed described) {
            change.needs(before.ofRole(role));
            change.needsDifference(
                    before.readyInRole(role), OwnScopes.of(described.profile().apis()));
        } else {
            change.needsDifference(before.ofRole(role), accessIn(event));
            if (event instanceof RoleDeleted) {
                change.needs(before.readyInRole(role));
            }
        }
    }
}
