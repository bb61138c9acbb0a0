package org.rekey.command.scim;

import java.time.Duration;
import org.rekey.adminapi.ProblemException;
import org.rekey.eventstore.LogHead;
import org.rekey.eventstore.ProjectionPositions;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Who says what all of a group's members shall be builds on who they are: of two at once, the second has to see what the
 * first did, which is not on one stream.
 */
@Component
class WholeMemberships {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final JdbcClient jdbc;
    private final ProjectionPositions positions;
    private final LogHead log;

    WholeMemberships(JdbcClient jdbc, ProjectionPositions positions, LogHead log) {
        this.jdbc = jdbc;
        this.positions = positions;
        this.log = log;
    }

    /** Until the transaction ends. */
    void oneAfterTheOther(String group) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, 1))")
                .param("rekey.members." + group)
                .query(row -> {});
        if (!positions.await("command.directory", log.committed(), PATIENCE)) {
            throw ProblemException.unavailable("what has happened before is not to be read yet: ask again", null);
        }
    }
}
