package org.rekey.eventstore;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;

/** Rebuilds and verifies projections in the background while they go on serving, and says how they are. */
public class Replays implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(Replays.class);

    public enum Kind {
        REBUILD,
        VERIFY
    }

    public enum State {
        RUNNING,
        DONE,
        FAILED
    }

    /**
     * @param position how far the log has been folded
     * @param target where the live projection stood when last looked at
     * @param difference rows that are not the same on both sides, at most 10 per table; null unless verified
     * @param error why it failed
     */
    public record Replay(
            Kind kind,
            State state,
            long position,
            long target,
            Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable Difference difference,
            @Nullable String error) {

        Replay at(long newPosition, long newTarget) {
            return new Replay(kind, state, newPosition, newTarget, startedAt, finishedAt, difference, error);
        }

        Replay ended(State how, Instant at, @Nullable Difference found, @Nullable String why) {
            return new Replay(kind, how, position, target, startedAt, at, found, why);
        }
    }

    /** @param rows as in {@code client: only in live: (…)} */
    public record Difference(long count, List<String> rows) {}

    /**
     * @param head the head of the log
     * @param running whether some process keeps it up to date
     * @param error what stopped it: the error's name, the event and its position; null while all is well
     */
    public record Status(
            String name,
            long position,
            long head,
            long lag,
            boolean running,
            @Nullable String error,
            @Nullable Replay replay) {}

    private final Map<String, Projection> projections;
    private final Rebuild rebuild;
    private final ProjectionPositions positions;
    private final TokenPositions tokens;
    private final ProjectionErrors errors;
    private final LogHead head;
    private final Clock clock;
    private final Map<String, Replay> replays = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "replay");
        thread.setDaemon(true);
        return thread;
    });

    Replays(
            Map<String, Projection> projections,
            Rebuild rebuild,
            ProjectionPositions positions,
            TokenPositions tokens,
            ProjectionErrors errors,
            LogHead head,
            Clock clock) {
        this.projections = projections;
        this.rebuild = rebuild;
        this.positions = positions;
        this.tokens = tokens;
        this.errors = errors;
        this.head = head;
        this.clock = clock;
    }

    /**
     * Folds the log into fresh tables and swaps them in.
     *
     * @throws AlreadyRunning if one is going on
     * @throws NoSuchElementException if there is no such projection
     */
    public void start(String name) {
        run(name, Kind.REBUILD);
    }

    /** Folds the log into fresh tables, compares them with the live ones, and drops them. Throws as {@link #start}. */
    public void verify(String name) {
        run(name, Kind.VERIFY);
    }

    public Status status(String name) {
        find(name);
        return status(name, head.committed());
    }

    public List<Status> all() {
        long end = head.committed();
        return projections.keySet().stream()
                .sorted()
                .map(name -> status(name, end))
                .toList();
    }

    private Status status(String name, long end) {
        long position = positions.position(name);
        return new Status(
                name,
                position,
                Math.max(end, position),
                Math.max(0, end - position),
                positions.isHere(name) || tokens.isClaimed(name),
                errors.of(name),
                replays.get(name));
    }

    private void run(String name, Kind kind) {
        Projection projection = find(name);
        ReplayLock lock = rebuild.lock(projection);
        replays.put(name, new Replay(kind, State.RUNNING, 0, 0, clock.instant(), null, null, null));
        threads.execute(() -> {
            try (lock) {
                Difference difference = kind == Kind.REBUILD
                        ? rebuild.replace(projection, (position, target) -> progress(name, position, target))
                        : rebuild.compare(projection, (position, target) -> progress(name, position, target));
                end(name, State.DONE, difference, null);
            } catch (RuntimeException e) {
                log.warn("The {} of {} failed", kind, name, e);
                end(name, State.FAILED, null, ProjectionErrors.describe(e));
            }
        });
    }

    private void progress(String name, long position, long target) {
        replays.computeIfPresent(name, (key, replay) -> replay.at(position, target));
    }

    private void end(String name, State how, @Nullable Difference difference, @Nullable String why) {
        replays.computeIfPresent(name, (key, replay) -> replay.ended(how, clock.instant(), difference, why));
    }

    private Projection find(String name) {
        Projection projection = projections.get(name);
        if (projection == null) {
            throw new NoSuchElementException("there is no projection " + name);
        }
        return projection;
    }

    @Override
    public void destroy() {
        threads.shutdownNow();
    }
}
