package org.rekey.eventstore;

import java.time.Duration;
import java.util.List;

/** Makes an answer wait until every projection that decides in this process has seen what it says. */
public class Denials {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final List<String> deciding;
    private final ProjectionPositions positions;

    Denials(List<Projection> projections, ProjectionPositions positions) {
        this.deciding = projections.stream()
                .filter(Projection::decides)
                .map(Projection::name)
                .toList();
        this.positions = positions;
    }

    /** @throws OutcomeUnknownException if that takes longer than 5 s: the command stands, but is not seen everywhere */
    public void awaitSeen(long position) {
        for (String name : deciding) {
            if (!positions.await(name, position, PATIENCE)) {
                throw new OutcomeUnknownException(
                        "position " + position + " is committed, but " + name + " has not seen it yet", null);
            }
        }
    }
}
