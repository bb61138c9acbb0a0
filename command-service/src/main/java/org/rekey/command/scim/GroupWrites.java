package org.rekey.command.scim;

import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rekey.adminapi.ProblemException;
import org.rekey.adminapi.ProblemType;
import org.rekey.command.Act;
import org.rekey.command.Lanes;
import org.rekey.command.directory.DirectoryWrites;
import org.rekey.command.scim.GroupChanges.Step;
import org.rekey.domain.Refusal;
import org.rekey.eventstore.Committed;
import org.springframework.stereotype.Component;

/**
 * Changes a group: in one transaction if it concerns few people, and else in steps, each in a short transaction of its own,
 * so that nobody waits for the whole of it. The same change made again goes on where one that broke off has ended.
 */
@Component
class GroupWrites {

    /** Steps of others may undo some of what is done meanwhile. */
    private static final int MOST_STEPS_MORE = 100;

    private final DirectoryWrites writes;
    private final GroupChanges changes;
    private final Lanes lanes;

    GroupWrites(DirectoryWrites writes, GroupChanges changes, Lanes lanes) {
        this.writes = writes;
        this.changes = changes;
        this.lanes = lanes;
    }

    Committed<String> create(Act act, GroupDraft wanted) {
        return wanted.members.size() <= GroupChanges.STEP
                ? id(writes.commit(act, dispatch -> changes.create(act, wanted, dispatch)))
                : lanes.large(act, () -> createInSteps(act, wanted));
    }

    private Committed<String> createInSteps(Act act, GroupDraft wanted) {
        Committed<Step> first = writes.commit(act, dispatch -> changes.create(act, wanted, dispatch));
        return goOn(
                act,
                first,
                () -> writes.commit(
                        act,
                        dispatch -> changes.change(
                                act.onWhatever(),
                                first.result().group(),
                                wanted.members,
                                group -> group.members.addAll(wanted.members),
                                dispatch)));
    }

    /** @param mentioned whose membership the difference is about; null for everybody's */
    Committed<String> change(Act act, String id, @Nullable Set<String> mentioned, Consumer<GroupDraft> difference) {
        Step foreseen = changes.foresee(id, mentioned, difference);
        if (foreseen.isLast()) {
            Act small = act.denying(foreseen.onlyRemoves());
            return id(writes.commit(small, dispatch -> changes.change(small, id, mentioned, difference, dispatch)));
        }
        return lanes.large(act, () -> {
            Committed<Step> first =
                    writes.commit(act, dispatch -> changes.change(act, id, mentioned, difference, dispatch));
            Act later = act.onWhatever();
            return goOn(
                    act,
                    first,
                    () -> writes.commit(later, dispatch -> changes.change(later, id, mentioned, difference, dispatch)));
        });
    }

    private Committed<String> goOn(Act act, Committed<Step> first, Supplier<Committed<Step>> next) {
        Committed<Step> step = first;
        int most = first.result().left() / GroupChanges.STEP + MOST_STEPS_MORE;
        try {
            for (int i = 0; !step.result().isLast(); i++) {
                if (i > most) {
                    throw ProblemException.of(
                            ProblemType.CONFLICT, "others change the members of this group as well, again and again");
                }
                writes.awaitSeen(step.position());
                step = next.get();
            }
            return id(step);
        } catch (Refusal e) {
            throw e;
        } catch (RuntimeException e) {
            throw e instanceof ProblemException problem && problem.type().status() < 500 ? e : brokenOff(step, e);
        }
    }

    private static ProblemException brokenOff(Committed<Step> step, RuntimeException e) {
        return ProblemException.unavailable(
                "some of it has been done and stands, " + step.result().left()
                        + " memberships are left: send the same again for the rest",
                e);
    }

    private static Committed<String> id(Committed<Step> step) {
        return new Committed<>(step.result().group(), step.position());
    }
}
