package org.rekey.eventstore;

import java.time.Duration;
import java.util.List;

/**
 * How much what decides in this process has still to catch up with. Whatever is written then is in force only after all of
 * it, so who writes much waits here first, and who stops something does not.
 */
public class Backlog {

    private final List<String> deciding;
    private final ProjectionPositions positions;
    private final LogHead head;

    Backlog(List<Projection> projections, ProjectionPositions positions, LogHead head) {
        this.deciding = projections.stream()
                .filter(Projection::decides)
                .map(Projection::name)
                .toList();
        this.positions = positions;
        this.head = head;
    }

    /** Waits until no more than so many events are left of those that this process has appended; false if that takes too long. */
    public boolean awaitBelow(int events, Duration patience) {
        long position = head.lastAppendedHere() - events;
        return position <= 0 || deciding.stream().allMatch(name -> positions.await(name, position, patience));
    }
}
