package org.rekey.command;

import org.rekey.eventstore.Commits.Dispatch;

/** What every write has to keep to, whichever endpoint it comes from. */
@FunctionalInterface
public interface WriteRule {

    /**
     * Called in the transaction once everything is decided, with the events staged.
     *
     * @param dispatch for what has to follow in the same transaction
     * @throws RuntimeException if the write is refused
     */
    void check(Act act, Dispatch dispatch);
}
