package org.rekey.command.directory;

import org.rekey.command.Act;
import org.rekey.command.Answer;
import org.rekey.command.JsonBody;
import org.rekey.command.Writes;
import org.rekey.command.Writes.Made;
import org.rekey.command.Writes.Work;
import org.rekey.eventstore.Committed;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** The way of every write that may change what people can do: as {@link Writes}, with its preview. */
@Component
public class DirectoryWrites {

    private final Writes writes;
    private final Preview preview;

    DirectoryWrites(Writes writes, Preview preview) {
        this.writes = writes;
        this.preview = preview;
    }

    /** @param dryRun to be told what would change, under the same rules, and change nothing */
    public ResponseEntity<byte[]> change(Act act, boolean dryRun, Work<Answer> work) {
        return dryRun
                ? writes.preview(act, dispatch -> {
                    work.with(dispatch);
                    return Answer.ok(preview.ofStaged());
                })
                : writes.change(act, work);
    }

    /** To be answered by {@link Writes#answer}, or after {@link #awaitSeen}. */
    public <R> Committed<R> commit(Act act, Work<R> work) {
        return writes.commit(act, work);
    }

    /** As {@link Writes#once}. */
    public ResponseEntity<byte[]> once(Act act, JsonBody body, Work<Made> work) {
        return writes.once(act, body, work);
    }

    /** Until every denial in it is in force. */
    public void awaitSeen(long position) {
        writes.awaitSeen(position);
    }
}
