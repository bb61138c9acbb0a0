package org.rekey.eventstore;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeSet;
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

    /** Whoever is listed: what keeps a projection, any other reader of the log, and who works without reading it. */
    public enum Work {
        PROJECTION,
        PROCESS,
        WORKER
    }

    /**
     * @param work of a {@link Work#WORKER} there are no positions: they are 0
     * @param head the head of the log
     * @param running whether some process keeps it up to date
     * @param error what stopped it: the error's name, the event and its position; null while all is well
     */
    public record Status(
            String name,
            Work work,
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
    private final LogProcessors processors;
    private final Workers workers;
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
            Clock clock,
            LogProcessors processors,
            Workers workers) {
        this.projections = projections;
        this.rebuild = rebuild;
        this.positions = positions;
        this.tokens = tokens;
        this.errors = errors;
        this.head = head;
        this.clock = clock;
        this.processors = processors;
        this.workers = workers;
    }

    /**
     * Folds the log into fresh tables and swaps them in.
     *
     * @throws AlreadyRunning if one is going on
     * @throws NoSuchElementException if there is no such projection
     * @throws NoProjection if somebody of that name keeps none
     */
    public void start(String name) {
        run(name, Kind.REBUILD);
    }

    /** Folds the log into fresh tables, compares them with the live ones, and drops them. Throws as {@link #start}. */
    public void verify(String name) {
        run(name, Kind.VERIFY);
    }

    /** Of a projection, of any other reader of the log, or of a worker. */
    public Status status(String name) {
        if (!isKnown(name)) {
            throw new NoSuchElementException("there is nobody of the name " + name);
        }
        return status(name, head.committed(), workers.troubles());
    }

    private boolean isKnown(String name) {
        return projections.containsKey(name) || processors.names().contains(name) || workers.has(name);
    }

    /** The projections first. */
    public List<Status> all() {
        long end = head.committed();
        Map<String, String> troubles = workers.troubles();
        Set<String> names = new LinkedHashSet<>(new TreeSet<>(projections.keySet()));
        names.addAll(processors.names());
        workers.names().forEach(names::add);
        return names.stream().map(name -> status(name, end, troubles)).toList();
    }

    private Status status(String name, long end, Map<String, String> troubles) {
        String trouble = troubles.get(name);
        if (!projections.containsKey(name) && !processors.names().contains(name)) {
            return new Status(name, Work.WORKER, 0, 0, 0, trouble == null, trouble, null);
        }
        long position = positions.position(name);
        String error = errors.of(name);
        return new Status(
                name,
                projections.containsKey(name) ? Work.PROJECTION : Work.PROCESS,
                position,
                Math.max(end, position),
                Math.max(0, end - position),
                positions.isHere(name) && trouble == null || tokens.isClaimed(name),
                error == null ? trouble : error,
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
            } catch (Error e) {
                end(name, State.FAILED, null, ProjectionErrors.describe(e));
                throw e;
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
        if (projection == null && isKnown(name)) {
            throw new NoProjection(name);
        }
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
