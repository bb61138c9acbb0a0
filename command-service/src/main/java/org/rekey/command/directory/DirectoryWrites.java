package org.rekey.command.directory;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.rekey.adminapi.ProblemException;
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

    private static final int AT_ONCE = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Writes writes;
    private final Preview preview;

    /** Those that wait for one another hold no connection: tokens and projections need some meanwhile. */
    private final Semaphore underWay = new Semaphore(AT_ONCE, true);

    DirectoryWrites(Writes writes, Preview preview) {
        this.writes = writes;
        this.preview = preview;
    }

    /** @param dryRun to be told what would change, under the same rules, and change nothing */
    public ResponseEntity<byte[]> change(Act act, boolean dryRun, Work<Answer> work) {
        return inTurn(() -> dryRun
                ? writes.preview(act, dispatch -> {
                    work.with(dispatch);
                    return Answer.ok(preview.ofStaged());
                })
                : writes.change(act, work));
    }

    /** To be answered by {@link Writes#answer}, or after {@link #awaitSeen}. */
    public <R> Committed<R> commit(Act act, Work<R> work) {
        return inTurn(() -> writes.commit(act, work));
    }

    /** As {@link Writes#once}. */
    public ResponseEntity<byte[]> once(Act act, JsonBody body, Work<Made> work) {
        return inTurn(() -> writes.once(act, body, work));
    }

    /** Until every denial in it is in force. */
    public void awaitSeen(long position) {
        writes.awaitSeen(position);
    }

    /** For a write that may have to wait for others within its transaction. */
    public <R> R inTurn(Supplier<R> write) {
        try {
            if (!underWay.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw ProblemException.unavailable("many changes are under way: ask again", null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ProblemException.unavailable("the service is being stopped", e);
        }
        try {
            return write.get();
        } finally {
            underWay.release();
        }
    }
}
