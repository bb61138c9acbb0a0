package org.rekey.notifier.alert;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.rekey.domain.ClientId;
import org.rekey.domain.alert.ReminderSchedule;
import org.rekey.domain.client.ClientKind;
import org.rekey.domain.client.FollowRolePolicy;
import org.rekey.domain.role.ApiAccess;
import org.rekey.eventstore.Provenance;
import org.rekey.eventstore.directory.AccessOfUsers;
import org.rekey.notifier.secret.RolePolicy;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the roles of users make of the expiry of their secrets, from the fold that is kept here. */
@Component
class RoleExpiry implements RolePolicy {

    /** Long enough before a reminder is due for a notifier that was away. */
    private static final Duration AHEAD = Duration.ofDays(1);

    private static final int AT_ONCE = 500;

    private final JdbcClient jdbc;
    private final Situations situations;
    private final AccessOfUsers access;
    private final CommandGateway commands;
    private final ReminderSchedule schedule;
    private final Clock clock;

    RoleExpiry(
            JdbcClient jdbc, Situations situations, CommandGateway commands, ReminderSchedule schedule, Clock clock) {
        this.jdbc = jdbc;
        this.situations = situations;
        this.access = new AccessOfUsers(jdbc, "notifier_recipients");
        this.commands = commands;
        this.schedule = schedule;
        this.clock = clock;
    }

    @Override
    public Optional<Instant> expiryOf(ClientId client, Instant known) {
        return isOfUser(client) ? follow(client) : Optional.of(known);
    }

    private boolean isOfUser(ClientId client) {
        return jdbc.sql("select kind from notifier_recipients.client where client_id = ?")
                .param(client.value())
                .query(String.class)
                .optional()
                .filter(ClientKind.USER.name()::equals)
                .isPresent();
    }

    private Optional<Instant> follow(ClientId client) {
        Situation now = situations.of(client).orElse(null);
        if (now == null || now.owner() == null || now.revoked()) {
            return Optional.empty();
        }
        Optional<ApiAccess> terms = access.of(now.owner());
        terms.ifPresent(theirs -> commands.sendAndWait(new GenericCommandMessage<>(
                new FollowRolePolicy(client, theirs.rotationInterval(), now.expiresAt()),
                new Provenance("process:notifier", "saga", null, null, null, now.tenant(), null).toMetaData())));
        return terms.isEmpty() ? Optional.empty() : Optional.ofNullable(now.expiresAt());
    }

    /** The clients of users that have not been told of a change, and of which a reminder is due soon, before it or after. */
    List<ClientId> behind() {
        Instant soon = clock.instant().plus(schedule.before()).plus(AHEAD);
        return jdbc
                .sql("""
                select m.client_id from notifier_recipients.moved m
                join notifier_recipients.client c on c.client_id = m.client_id
                join notifier_recipients.directory_user u on u.user_id = c.owner and u.rotation_seconds is not null
                where not c.revoked and least(m.expires_at, c.expires_at) <= :soon
                order by m.expires_at, m.client_id limit :rows""")
                .param("soon", soon.atOffset(ZoneOffset.UTC))
                .param("rows", AT_ONCE)
                .query(String.class)
                .list()
                .stream()
                .map(ClientId::new)
                .toList();
    }

    void tell(ClientId client) {
        follow(client);
    }
}
