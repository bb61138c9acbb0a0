package org.rekey.command.scim;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rekey.adminapi.ProblemException;
import org.rekey.adminapi.ProblemType;
import org.rekey.command.Act;
import org.rekey.command.IfMatch;
import org.rekey.command.directory.Groups;
import org.rekey.command.directory.Tenants;
import org.rekey.domain.Refusal;
import org.rekey.domain.TenantId;
import org.rekey.domain.directory.Group;
import org.rekey.domain.directory.GroupProfile;
import org.rekey.eventstore.Commits.Dispatch;
import org.springframework.stereotype.Component;

/** What a group shall be, as the commands that make it so. */
@Component
class GroupChanges {

    /** How many memberships one transaction changes. */
    static final int STEP = 100;

    private final Groups groups;
    private final GroupResources resources;
    private final WholeMemberships memberships;

    GroupChanges(Groups groups, GroupResources resources, WholeMemberships memberships) {
        this.groups = groups;
        this.resources = resources;
        this.memberships = memberships;
    }

    /**
     * What one transaction does of a change.
     *
     * @param left how many memberships are still to be changed after it
     * @param onlyRemoves whether it takes memberships and gives none
     */
    record Step(String group, int left, boolean onlyRemoves) {

        boolean isLast() {
            return left == 0;
        }
    }

    /** The first members, if they are many. */
    Step create(Act act, GroupDraft wanted, Dispatch dispatch) {
        GroupProfile profile = profile(wanted);
        TenantId tenant = Tenants.ofNew(act.caller(), null);
        refuseStrangers(act, Optional.ofNullable(tenant), wanted.members);
        String id = Scim.claiming(() -> groups.create(tenant, profile, dispatch).value());
        Difference difference = new Difference(Set.of(), wanted.members);
        add(act.onWhatever(), id, difference.nextAdded(), dispatch);
        return difference.step(id);
    }

    /**
     * As much of it as one transaction carries. It may be made again, until nothing is left of it.
     *
     * @param mentioned whose membership the difference is about; null for everybody's
     */
    Step change(Act act, String id, @Nullable Set<String> mentioned, Consumer<GroupDraft> change, Dispatch dispatch) {
        Act later = act.onWhatever();
        Group group = groups.find(later, id).now();
        if (mentioned == null || mentioned.size() > STEP || act.ifMatch() != null) {
            memberships.oneAfterTheOther(id);
        }
        refuseUnlessExpected(act, id);
        GroupDraft draft = new GroupDraft(
                group.profile().name(), group.profile().externalId(), resources.membersOf(id, mentioned));
        Difference difference = Difference.by(change, draft);
        GroupProfile profile = profile(draft);
        if (!difference.step(id).isLast()) {
            refuseStrangers(act, group.tenant(), difference.added());
        }
        Scim.claiming(() -> {
            groups.describe(later, id, profile, dispatch);
            return id;
        });
        remove(later, id, difference.nextRemoved(), dispatch);
        add(later, id, difference.nextAdded(), dispatch);
        return difference.step(id);
    }

    /** Whether it would be one transaction, as far as can be told before it. */
    Step foresee(String id, @Nullable Set<String> mentioned, Consumer<GroupDraft> change) {
        return Difference.by(change, new GroupDraft(null, null, resources.membersOf(id, mentioned)))
                .step(id);
    }

    /** Who is to join and who to leave; a step takes some of both, so that a group is never without those who stay. */
    private record Difference(Set<String> removed, Set<String> added) {

        static Difference by(Consumer<GroupDraft> change, GroupDraft draft) {
            Set<String> before = Set.copyOf(draft.members);
            change.accept(draft);
            return new Difference(without(before, draft.members), without(draft.members, before));
        }

        List<String> nextAdded() {
            return first(added, Math.max(STEP / 2, STEP - removed.size()));
        }

        List<String> nextRemoved() {
            return first(removed, STEP - nextAdded().size());
        }

        private static List<String> first(Set<String> some, int most) {
            return some.stream().limit(most).toList();
        }

        Step step(String group) {
            int left = removed.size()
                    + added.size()
                    - nextRemoved().size()
                    - nextAdded().size();
            return new Step(group, left, added.isEmpty() && !removed.isEmpty());
        }
    }

    /** Where there are several steps: the first must not be made if another one cannot be. */
    private void refuseStrangers(Act act, Optional<TenantId> tenant, Set<String> members) {
        if (members.size() > STEP) {
            resources.refuseStrangers(act.caller(), tenant.map(TenantId::value).orElse(null), members);
        }
    }

    String delete(Act act, String id, Dispatch dispatch) {
        groups.find(act.onWhatever(), id);
        memberships.oneAfterTheOther(id);
        refuseUnlessExpected(act, id);
        groups.delete(act.onWhatever(), id, dispatch);
        return id;
    }

    private void refuseUnlessExpected(Act act, String id) {
        IfMatch expected = act.ifMatch();
        List<String> tags = expected == null ? null : expected.tags();
        if (tags != null && !tags.contains(resources.entityTag(act.caller(), id))) {
            throw ProblemException.of(ProblemType.STALE, "it has changed since: read it again");
        }
    }

    private static GroupProfile profile(GroupDraft group) {
        if (group.displayName == null) {
            throw Scim.refusal("invalidValue", "displayName must be given");
        }
        return new GroupProfile(group.displayName, group.externalId);
    }

    private static Set<String> without(Set<String> some, Set<String> others) {
        Set<String> rest = new LinkedHashSet<>(some);
        rest.removeAll(others);
        return rest;
    }

    private void add(Act act, String id, List<String> members, Dispatch dispatch) {
        for (String member : members) {
            try {
                groups.addMember(act, id, member, dispatch);
            } catch (Refusal e) {
                throw e.kind() == Refusal.Kind.UNKNOWN
                        ? Scim.refusal("invalidValue", "members name somebody who is not there")
                        : e;
            }
        }
    }

    private void remove(Act act, String id, List<String> members, Dispatch dispatch) {
        for (String member : members) {
            try {
                groups.removeMember(act, id, member, dispatch);
            } catch (Refusal e) {
                if (e.kind() != Refusal.Kind.UNKNOWN) { // who has left meanwhile is no member any more
                    throw e;
                }
            }
        }
    }
}
