package org.rekey.command;

import java.util.function.Consumer;
import org.rekey.eventstore.Commits.Dispatch;

/** Something has to be committed, and seen everywhere, before this write can be: it is done then, and the write tried again. */
public final class PrerequisiteException extends RuntimeException {

    private final transient Consumer<Dispatch> first;

    /** @param first must be ready to run again in another transaction */
    public PrerequisiteException(Consumer<Dispatch> first) {
        super("something else has to be committed first", null, false, false);
        this.first = first;
    }

    Consumer<Dispatch> first() {
        return first;
    }
}
