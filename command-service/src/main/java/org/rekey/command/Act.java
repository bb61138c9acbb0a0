package org.rekey.command;

import org.jspecify.annotations.Nullable;
import org.rekey.adminapi.Caller;
import org.rekey.eventstore.Provenance;

/** One write call, its body aside: who asks, for what, and on which conditions. An endpoint takes it as a parameter. */
public record Act(
        Caller caller,
        Provenance who,
        String method,
        String path,
        @Nullable String idempotencyKey,
        @Nullable IfMatch ifMatch) {

    /** Keys lead to answers with secrets in them. */
    @Override
    public String toString() {
        return "Act[" + method + " " + path + " by " + who.actor() + "]";
    }
}
