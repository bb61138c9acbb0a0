package org.rekey.command.directory;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.axonframework.eventhandling.DomainEventMessage;
import org.rekey.adminapi.Caller;
import org.rekey.adminapi.ProblemException;
import org.rekey.command.OwnScopes;
import org.rekey.domain.Refusal;
import org.rekey.domain.api.AccessLevel;
import org.rekey.domain.directory.DirectoryEvent;
import org.rekey.domain.directory.GroupCreated;
import org.rekey.domain.directory.GroupDescribed;
import org.rekey.domain.directory.RoleAssignedToGroup;
import org.rekey.domain.directory.UserAddedToGroup;
import org.rekey.domain.directory.UserDescribed;
import org.rekey.domain.directory.UserPasswordChanged;
import org.rekey.domain.directory.UserReactivated;
import org.rekey.domain.directory.UserRegistered;
import org.rekey.domain.role.RoleApiEnabled;
import org.rekey.domain.role.RoleCreated;
import org.rekey.domain.role.RoleDescribed;
import org.rekey.domain.role.RoleEvent;
import org.rekey.eventstore.LogHead;
import org.rekey.eventstore.ProjectionPositions;
import org.rekey.eventstore.StagedEvents;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Rights over Rekey itself that people have through roles: nobody hands out more than he holds, and the last administrator
 * stays. What may take rights away is decided one transaction after the other, because of two administrators who remove
 * each other neither is the last.
 */
@Component
class RightsGuard {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final JdbcClient jdbc;
    private final StagedFold staged;
    private final ProjectionPositions positions;
    private final LogHead log;

    RightsGuard(JdbcClient jdbc, StagedFold staged, ProjectionPositions positions, LogHead log) {
        this.jdbc = jdbc;
        this.staged = staged;
        this.positions = positions;
        this.log = log;
    }

    /** @param scope as in {@code rekey.write} */
    private record Right(String userId, String scope, boolean bound) {

        boolean makesAdministrator() {
            return !bound && scope.equals("rekey.write");
        }
    }

    /** @throws ProblemException 403 */
    void check(Caller caller) {
        List<?> events = StagedEvents.current().stream()
                .map(DomainEventMessage::getPayload)
                .filter(RightsGuard::mayMove)
                .toList();
        if (events.isEmpty()) {
            return;
        }
        if (!events.stream().allMatch(RightsGuard::onlyGives)) {
            oneAfterTheOther();
        }
        Set<Right> before = rights();
        Set<Right> after = new HashSet<>();
        staged.run(clients -> after.addAll(rights()));
        Set<String> gained = new TreeSet<>();
        after.stream().filter(right -> !before.contains(right)).forEach(right -> gained.add(right.scope()));
        OwnScopes.refuseBeyond(caller, gained);
        if (before.stream().anyMatch(Right::makesAdministrator)
                && after.stream().noneMatch(Right::makesAdministrator)) {
            throw Refusal.conflict("nobody would be left to administer Rekey: the last administrator stays");
        }
    }

    private static boolean mayMove(Object event) {
        boolean words = event instanceof UserRegistered
                || event instanceof UserDescribed
                || event instanceof UserPasswordChanged
                || event instanceof GroupCreated
                || event instanceof GroupDescribed
                || event instanceof RoleCreated
                || event instanceof RoleDescribed;
        return !words && (event instanceof DirectoryEvent || event instanceof RoleEvent);
    }

    private static boolean onlyGives(Object event) {
        return event instanceof UserAddedToGroup
                || event instanceof UserReactivated
                || event instanceof RoleAssignedToGroup
                || event instanceof RoleApiEnabled;
    }

    private void oneAfterTheOther() {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('rekey.rights', 0))")
                .query(row -> {});
        if (!positions.await(DirectoryProjection.NAME, log.committed(), PATIENCE)) {
            throw ProblemException.unavailable("what has happened before is not to be read yet: ask again", null);
        }
    }

    private Set<Right> rights() {
        Set<Right> rights = new HashSet<>();
        jdbc.sql("""
                select distinct u.user_id, u.tenant, g.api_key, l.level
                from command_directory.directory_role_grant g
                cross join lateral unnest(g.access) as l(level)
                join command_directory.directory_role r on r.role_id = g.role_id
                join command_directory.directory_group_role gr on gr.role_id = r.role_id
                join command_directory.directory_member m on m.group_id = gr.group_id
                join command_directory.directory_user u on u.user_id = m.user_id
                where g.api_key = any(:builtIn) and r.api_seconds is not null and not u.deactivated""").param("builtIn", OwnRights.builtIn()).query(row -> {
            rights.add(new Right(
                    row.getString("user_id"),
                    OwnRights.scope(row.getString("api_key"), AccessLevel.valueOf(row.getString("level"))),
                    row.getString("tenant") != null));
        });
        return rights;
    }
}
