package org.rekey.query.projection;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.rekey.eventstore.Replays;
import org.rekey.eventstore.Replays.Difference;
import org.rekey.eventstore.Replays.Replay;

/** How a projection is, and its last replay or verification in this process. */
record ProjectionView(
        String name,
        Replays.Work work,
        long position,
        long head,
        long lag,
        boolean running,
        @Nullable String error,
        @Nullable ReplayView replay) {

    record ReplayView(
            Replays.Kind kind,
            Replays.State state,
            long position,
            long target,
            Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable Difference difference,
            @Nullable String error) {}

    static ProjectionView of(Replays.Status status) {
        Replay replay = status.replay();
        return new ProjectionView(
                status.name(),
                status.work(),
                status.position(),
                status.head(),
                status.lag(),
                status.running(),
                status.error(),
                replay == null ? null : replay(status.name(), replay));
    }

    private static ReplayView replay(String projection, Replay replay) {
        Difference difference = replay.difference();
        return new ReplayView(
                replay.kind(),
                replay.state(),
                replay.position(),
                replay.target(),
                replay.startedAt(),
                replay.finishedAt(),
                difference == null ? null : shown(projection, difference),
                replay.error());
    }

    /** Rows of the read side hold nothing that its other answers do not say; those of others may hold hashes. */
    private static Difference shown(String projection, Difference difference) {
        return projection.startsWith("query.")
                ? difference
                : new Difference(
                        difference.count(),
                        difference.rows().stream()
                                .map(row -> row.replaceFirst("(?s)\\(.*", "(…)"))
                                .distinct()
                                .toList());
    }
}
