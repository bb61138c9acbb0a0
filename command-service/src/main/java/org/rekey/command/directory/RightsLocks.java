package org.rekey.command.directory;

import java.time.Duration;
import java.util.Collection;
import java.util.TreeSet;
import org.rekey.adminapi.ProblemException;
import org.rekey.eventstore.LogHead;
import org.rekey.eventstore.ProjectionPositions;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Keeps transactions apart that together would do what none of them may do alone. Each is taken in the order of the methods,
 * so nobody waits in a circle, and is held until the transaction ends.
 */
@Component
class RightsLocks {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int SHARES = 256;

    private final JdbcClient jdbc;
    private final ProjectionPositions positions;
    private final LogHead log;

    RightsLocks(JdbcClient jdbc, ProjectionPositions positions, LogHead log) {
        this.jdbc = jdbc;
        this.positions = positions;
        this.log = log;
    }

    /** Nobody else changes anything of people, groups and roles. */
    void forRoles() {
        lock("pg_advisory_xact_lock", "rekey.roles");
        seeWhatHasHappened();
    }

    /** What roles and groups give stays as it is. */
    void forMembers() {
        lock("pg_advisory_xact_lock_shared", "rekey.roles");
        seeWhatHasHappened();
    }

    /** Nobody else takes rights away: of two administrators who remove each other, neither is the last. */
    void forTaking() {
        lock("pg_advisory_xact_lock", "rekey.rights");
        seeWhatHasHappened();
    }

    /** Nobody else gives rights to these people, or sets credentials of theirs. */
    void forPeople(Collection<String> users) {
        if (!users.isEmpty()) {
            new TreeSet<>(users.stream().map(RightsLocks::share).toList())
                    .forEach(share -> lock("pg_advisory_xact_lock", "rekey.rights." + share));
            seeWhatHasHappened();
        }
    }

    /** PostgreSQL has room for some thousand locks in all, and a group may have more members. */
    private static int share(String user) {
        return Math.floorMod(user.hashCode(), SHARES);
    }

    private void lock(String function, String name) {
        jdbc.sql("select " + function + "(hashtextextended(?, 0))").param(name).query(row -> {});
    }

    private void seeWhatHasHappened() {
        if (!positions.await(DirectoryProjection.NAME, log.committed(), PATIENCE)) {
            throw ProblemException.unavailable("what has happened before is not to be read yet: ask again", null);
        }
    }
}
