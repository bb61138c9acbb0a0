package org.rekey.command.directory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.axonframework.eventhandling.DomainEventMessage;
import org.rekey.command.Act;
import org.rekey.command.OwnScopes;
import org.rekey.command.PrerequisiteException;
import org.rekey.command.WriteRule;
import org.rekey.domain.Refusal;
import org.rekey.domain.UserId;
import org.rekey.domain.client.Client;
import org.rekey.domain.client.ClientKind;
import org.rekey.domain.client.ClientResumed;
import org.rekey.eventstore.Commits.Dispatch;
import org.rekey.eventstore.StagedEvents;
import org.springframework.stereotype.Component;

/**
 * Guards rights over Rekey itself, whichever way a write would move them. It compares what people, groups, roles and clients
 * have before and after: whoever gives, takes or prolongs a right, renames what carries it, or sets what its holder
 * authenticates with, must hold it. Stopping somebody or something is never refused for this reason. Where somebody gains a
 * right, what a caller without it has set is void before. And the last administrator stays.
 */
@Component
class RightsGuard implements WriteRule {

    private final StagedFold fold;
    private final RightsLocks locks;
    private final OwnRights rights;
    private final ClientRights clients;
    private final LesserCredentials lesser;

    RightsGuard(StagedFold fold, RightsLocks locks, OwnRights rights, ClientRights clients, LesserCredentials lesser) {
        this.fold = fold;
        this.locks = locks;
        this.rights = rights;
        this.clients = clients;
        this.lesser = lesser;
    }

    @Override
    public void check(Act act, Dispatch dispatch) {
        List<DomainEventMessage<?>> staged = StagedEvents.current();
        RightsChange change = new RightsChange();
        List<Client> ofUsers = new ArrayList<>();
        List<UserId> resumed = new ArrayList<>();
        clients.touched(staged).forEach((client, events) -> {
            if (client.kind() == ClientKind.SERVICE) {
                clients.check(client, events, change, dispatch);
            } else if (ClientRights.isStrengthened(client, events)) {
                ofUsers.add(client);
                if (events.stream().anyMatch(event -> event.getPayload() instanceof ClientResumed)) {
                    resumed.add(client.owner().orElseThrow());
                }
            }
        });
        DirectoryChange directory = DirectoryChange.of(staged, act);
        ofUsers.forEach(client -> directory.setsCredentialsOf(client.owner().orElseThrow()));
        boolean administered = directory.isEmpty() || check(directory, change);
        resumed.forEach(user -> change.gains(user.value(), rightsOf(user)));
        OwnScopes.refuseBeyond(act.caller(), change.needed());
        if (!administered) {
            throw Refusal.conflict("nobody would be left to administer Rekey: the last administrator stays");
        }
        makeVoid(change.gained(), directory, dispatch);
    }

    private Set<String> rightsOf(UserId user) {
        return rights.ofUsers(List.of(user.value())).getOrDefault(user.value(), Set.of());
    }

    /** What is set anew in the same write was set by somebody who holds these rights. */
    private void makeVoid(Map<UserId, Set<String>> gained, DirectoryChange directory, Dispatch dispatch) {
        Map<UserId, Set<String>> concerned = gained.isEmpty() ? Map.of() : lesser.of(gained);
        if (concerned.isEmpty()) {
            return;
        }
        if (directory.gives()) {
            throw new PrerequisiteException(first -> lesser.makeVoid(concerned, first));
        }
        lesser.makeVoid(concerned, dispatch); // nobody could use it while its owner was stopped
    }

    /** @return whether somebody is left to administer Rekey, if anybody was */
    private boolean check(DirectoryChange directory, RightsChange change) {
        if (directory.isOfRoles()) {
            locks.forRoles();
        } else {
            locks.forMembers();
        }
        locks.forPeople(directory.settingFor());
        Carriers before = carriers(directory);
        directory.check(before, change);
        if (!directory.moves(before)) {
            return true;
        }
        if (directory.takes()) {
            locks.forTaking();
        }
        locks.forPeople(directory.joining());
        return compare(directory, change);
    }

    private Carriers carriers(DirectoryChange directory) {
        Map<String, Set<String>> users = new TreeMap<>(rights.ofUsers(directory.users()));
        users.putAll(rights.ofMembers(rights.groupsWith(directory.rolesOfOthers(), directory.wholeGroups())));
        return new Carriers(
                rights.ofGroups(directory.groups()),
                rights.ofRoles(directory.roles()),
                rights.readyInRoles(directory.roles()),
                users,
                rights.identitiesOf(users.keySet()));
    }

    private boolean compare(DirectoryChange directory, RightsChange change) {
        boolean administered = rights.anybodyAdministers();
        Set<String> groups = rights.groupsWith(directory.rolesOfOthers(), directory.wholeGroups());
        Situation before = situation(directory.users(), groups);
        Set<String> concerned = new TreeSet<>(directory.users());
        concerned.addAll(before.rights.keySet());
        AtomicBoolean stillAdministered = new AtomicBoolean();
        fold.run(clientIds -> {
            compare(before, situation(concerned, groups), directory, change);
            stillAdministered.set(rights.anybodyAdministers());
        });
        return !administered || stillAdministered.get();
    }

    private static void compare(Situation before, Situation after, DirectoryChange directory, RightsChange change) {
        after.rights.forEach((user, scopes) -> {
            Set<String> had = before.rights.getOrDefault(user, Set.of());
            Set<String> gained = RightsChange.without(scopes, had);
            change.needs(gained);
            change.gains(user, directory.reactivates(user) ? scopes : gained);
            if (after.livesLongerThanIn(before, user)) {
                change.needs(had);
            }
        });
    }

    /**
     * @param rights of people
     * @param rotation how long their credentials live, in seconds
     */
    private record Situation(Map<String, Set<String>> rights, Map<String, Long> rotation) {

        private boolean livesLongerThanIn(Situation before, String user) {
            Long was = before.rotation.get(user);
            Long is = rotation.get(user);
            return was != null && is != null && is > was;
        }
    }

    private Situation situation(Set<String> users, Set<String> groups) {
        Map<String, Set<String>> all = new TreeMap<>(rights.ofUsers(users));
        all.putAll(rights.ofMembers(groups));
        return new Situation(all, rights.rotationOf(all.keySet()));
    }
}
