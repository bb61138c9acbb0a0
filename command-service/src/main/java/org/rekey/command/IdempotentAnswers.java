package org.rekey.command;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.jspecify.annotations.Nullable;
import org.rekey.adminapi.ProblemException;
import org.rekey.adminapi.ProblemType;
import org.rekey.eventstore.LogHead;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What was answered under which Idempotency-Key, written in the transaction that it answers for. */
@Component
class IdempotentAnswers {

    private static final Duration KEPT = Duration.ofMinutes(10);
    private static final JsonMapper json = JsonMapper.shared();

    private final JdbcClient jdbc;
    private final IdempotencyKeys keys;
    private final LogHead log;
    private final Clock clock;

    IdempotentAnswers(JdbcClient jdbc, IdempotencyKeys keys, LogHead log, Clock clock, CommandTables tables) {
        this.jdbc = jdbc;
        this.keys = keys;
        this.log = log;
        this.clock = clock;
    }

    private record Row(byte[] requestHash, Instant createdAt, String clientId, byte @Nullable [] sealed) {}

    IdempotentRequest request(Act act, String key, JsonBody body) {
        return keys.request(act, key, body);
    }

    /** @return null when the key is new */
    @Nullable
    Answer recall(IdempotentRequest request) {
        lock(request);
        Row row = find(request);
        if (row == null) {
            return null;
        }
        if (!MessageDigest.isEqual(row.requestHash(), request.hash())) {
            throw ProblemException.of(ProblemType.KEY_REUSED, "this Idempotency-Key belongs to another request");
        }
        byte[] sealed = row.sealed();
        if (sealed == null || !clock.instant().isBefore(row.createdAt().plus(KEPT))) {
            throw ProblemException.of(
                    ProblemType.SECRET_NO_LONGER_AVAILABLE,
                    "this request was carried out for '" + row.clientId()
                            + "', but its answer can no longer be shown: if there was a secret in it, rotate it to get"
                            + " another one");
        }
        return json.readValue(request.seal().open(sealed), Answer.class);
    }

    /** Held until the transaction ends: whoever gets it later sees the record. */
    private void lock(IdempotentRequest request) {
        boolean free = jdbc.sql("select pg_try_advisory_xact_lock(?)")
                .param(lockOf(request))
                .query(Boolean.class)
                .single();
        if (!free) {
            throw ProblemException.of(ProblemType.IN_PROGRESS, "ask again in a moment");
        }
    }

    static long lockOf(IdempotentRequest request) {
        return ByteBuffer.wrap(request.keyHash()).getLong();
    }

    private @Nullable Row find(IdempotentRequest request) {
        return jdbc.sql("select request_hash, created_at, client_id, sealed from command.idempotent_answer"
                        + " where key_hash = ?")
                .param(request.keyHash())
                .query((row, number) -> new Row(
                        row.getBytes(1),
                        row.getObject(2, OffsetDateTime.class).toInstant(),
                        row.getString(3),
                        row.getBytes(4)))
                .optional()
                .orElse(null);
    }

    /** Once the events have been appended, because the answer holds their position, and before the commit. */
    void rememberAtCommit(IdempotentRequest request, Writes.Made made) {
        CurrentUnitOfWork.get().root().onPrepareCommit(unit -> remember(request, made));
    }

    private void remember(IdempotentRequest request, Writes.Made made) {
        Answer answer = made.answer().at(log.committed());
        jdbc.sql("insert into command.idempotent_answer (key_hash, request_hash, created_at, client_id, status, sealed)"
                        + " values (?, ?, ?, ?, ?, ?)")
                .params(
                        request.keyHash(),
                        request.hash(),
                        timestamp(clock.instant()),
                        made.id(),
                        answer.status(),
                        request.seal().seal(json.writeValueAsBytes(answer)))
                .update();
    }

    /** The hash stays: a key never makes anything a second time. */
    int wipeExpired() {
        return jdbc.sql("update command.idempotent_answer set sealed = null where key_hash in (select key_hash from"
                        + " command.idempotent_answer where sealed is not null and created_at <= ?"
                        + " for update skip locked)")
                .param(timestamp(clock.instant().minus(KEPT)))
                .update();
    }

    private static OffsetDateTime timestamp(Instant instant) {
        return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
