package org.rekey.notifier.secret;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rekey.domain.ClientId;
import org.rekey.domain.secret.RetirementVerdict;
import org.rekey.domain.secret.SecretCaller;
import org.rekey.domain.secret.SecretId;
import org.rekey.eventstore.RotationProperties;
import org.rekey.eventstore.StoredJson;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** By what token services have written down. */
@Component
final class TelemetryVerdicts implements Verdicts {

    private static final TypeReference<List<SecretCaller>> CALLERS = new TypeReference<>() {};
    private static final JsonMapper JSON = StoredJson.mapper();

    private final JdbcClient jdbc;
    private final Duration safeAfter;

    TelemetryVerdicts(JdbcClient jdbc, RotationProperties rotation) {
        this.jdbc = jdbc;
        this.safeAfter = rotation.safeAfter();
    }

    private record Use(Instant lastUsedAt, List<SecretCaller> callers) {

        static Use of(ResultSet row) throws SQLException {
            return new Use(
                    row.getObject("last_used_at", OffsetDateTime.class).toInstant(),
                    JSON.readValue(row.getString("callers"), CALLERS));
        }
    }

    @Override
    public RetirementVerdict of(ClientId client, SecretId previous, SecretId current, Instant rotatedAt, Instant now) {
        Map<String, Use> uses = new HashMap<>();
        jdbc.sql("select * from telemetry.secret_use where client_id = ? and secret_id in (?, ?)")
                .params(client.value(), previous.value(), current.value())
                .query(row -> {
                    uses.put(row.getString("secret_id"), Use.of(row));
                });
        Use ofPrevious = uses.get(previous.value());
        Use ofCurrent = uses.get(current.value());
        return RetirementVerdict.of(
                now,
                safeAfter,
                rotatedAt,
                ofPrevious == null ? null : ofPrevious.lastUsedAt(),
                ofCurrent == null ? null : ofCurrent.lastUsedAt(),
                ofPrevious == null ? List.of() : ofPrevious.callers());
    }
}
