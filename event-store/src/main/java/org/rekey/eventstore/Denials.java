package org.rekey.eventstore;

import java.time.Duration;
import java.util.List;

/**
 * Makes an answer wait until every projection that decides has seen what it says, and every copy that answers from memory
 * with it, wherever it runs.
 */
public class Denials {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final List<String> deciding;
    private final ProjectionPositions positions;
    private final Leases leases;

    Denials(List<Projection> projections, ProjectionPositions positions, Leases leases) {
        this.deciding = projections.stream()
                .filter(Projection::decides)
                .map(Projection::name)
                .toList();
        this.positions = positions;
        this.leases = leases;
    }

    /** @throws OutcomeUnknownException if that takes too long: the command stands, but is not seen everywhere */
    public void awaitSeen(long position) {
        for (String name : deciding) {
            if (!leases.cover(name) && !positions.await(name, position, PATIENCE)) {
                throw unseen(position, name + " has not seen it yet");
            }
        }
        if (!leases.awaitSeen(position)) {
            throw unseen(position, "a copy that may still answer has not seen it yet");
        }
    }

    private static OutcomeUnknownException unseen(long position, String reason) {
        return new OutcomeUnknownException("position " + position + " is committed, but " + reason, null);
    }
}
