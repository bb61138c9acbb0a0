package org.rekey.command.scim;

import java.util.LinkedHashSet;
import java.util.List;
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
import org.rekey.domain.directory.Group;
import org.rekey.domain.directory.GroupProfile;
import org.rekey.eventstore.Commits.Dispatch;
import org.springframework.stereotype.Component;

/** What a group shall be, as the commands that make it so. */
@Component
class GroupChanges {

    private final Groups groups;
    private final GroupResources resources;
    private final WholeMemberships memberships;

    GroupChanges(Groups groups, GroupResources resources, WholeMemberships memberships) {
        this.groups = groups;
        this.resources = resources;
        this.memberships = memberships;
    }

    String create(Act act, GroupDraft wanted, Dispatch dispatch) {
        GroupProfile profile = profile(wanted);
        String id = Scim.claiming(() -> groups.create(Tenants.ofNew(act.caller(), null), profile, dispatch)
                .value());
        add(act.onWhatever(), id, wanted.members, dispatch);
        return id;
    }

    /** @param mentioned whose membership the difference is about; null for everybody's */
    String change(
            Act act, String id, @Nullable Set<String> mentioned, Consumer<GroupDraft> difference, Dispatch dispatch) {
        Act later = act.onWhatever();
        Group group = groups.find(later, id).now();
        if (mentioned == null || act.ifMatch() != null) {
            memberships.oneAfterTheOther(id);
        }
        refuseUnlessExpected(act, id);
        Set<String> before = resources.membersOf(id, mentioned);
        GroupDraft draft =
                new GroupDraft(group.profile().name(), group.profile().externalId(), before);
        difference.accept(draft);
        GroupProfile profile = profile(draft);
        Scim.claiming(() -> {
            groups.describe(later, id, profile, dispatch);
            return id;
        });
        remove(later, id, without(before, draft.members), dispatch);
        add(later, id, without(draft.members, before), dispatch);
        return id;
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

    private void add(Act act, String id, Set<String> members, Dispatch dispatch) {
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

    private void remove(Act act, String id, Set<String> members, Dispatch dispatch) {
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
