package org.rekey.notifier.alert;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.ClientId;
import org.rekey.domain.alert.AlertRecipients;
import org.rekey.domain.client.ClientKind;
import org.rekey.domain.secret.SecretId;
import org.rekey.eventstore.LogHead;
import org.rekey.eventstore.ProjectionPositions;
import org.rekey.eventstore.StoredJson;
import org.rekey.notifier.alert.Situation.Retiring;
import org.rekey.notifier.secret.Verdicts;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Looks up what is true of a client, with all that has been committed by now. */
@Component
class Situations {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final JsonMapper JSON = StoredJson.mapper();

    private final JdbcClient jdbc;
    private final LogHead log;
    private final ProjectionPositions positions;
    private final Verdicts verdicts;
    private final Clock clock;

    Situations(JdbcClient jdbc, LogHead log, ProjectionPositions positions, Verdicts verdicts, Clock clock) {
        this.jdbc = jdbc;
        this.log = log;
        this.positions = positions;
        this.verdicts = verdicts;
        this.clock = clock;
    }

    /** Empty when there is no such client any more. */
    Optional<Situation> of(ClientId client) {
        long position = log.committed();
        if (!positions.await(RecipientsProjection.NAME, position, PATIENCE)) {
            throw new IllegalStateException(
                    RecipientsProjection.NAME + " has not come to position " + position + " yet");
        }
        return jdbc.sql("""
                select c.*, coalesce(d.expires_at, case when c.kind = 'SERVICE' then c.expires_at end) as true_expiry,
                    c.kind = 'USER' and u.rotation_seconds is null as no_access
                from notifier_recipients.client c
                left join notifier_recipients.directory_credential d on d.client_id = c.client_id
                left join notifier_recipients.directory_user u on u.user_id = d.user_id
                where c.client_id = ? and c.secret_id is not null""").param(client.value()).query(this::situation).optional();
    }

    private Situation situation(ResultSet row, int index) throws SQLException {
        ClientId client = new ClientId(row.getString("client_id"));
        SecretId current = new SecretId(row.getString("secret_id"));
        return new Situation(
                client,
                row.getString("name"),
                row.getString("kind").equals(ClientKind.USER.name()),
                row.getString("tenant"),
                row.getString("owner"),
                JSON.readValue(row.getString("alerts"), AlertRecipients.class),
                current,
                instant(row, "true_expiry"),
                row.getBoolean("revoked"),
                row.getBoolean("no_access"),
                retiring(row, client, current));
    }

    private @Nullable Retiring retiring(ResultSet row, ClientId client, SecretId current) throws SQLException {
        Instant until = instant(row, "previous_until");
        Instant rotatedAt = instant(row, "rotated_at");
        if (until == null || rotatedAt == null) {
            return null;
        }
        SecretId previous = new SecretId(row.getString("previous_id"));
        return new Retiring(previous, until, verdicts.of(client, previous, current, rotatedAt, clock.instant()));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
