package org.rekey.eventstore;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.tokenstore.AbstractTokenEntry;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.SimpleSerializedObject;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the database says of the processors' positions and claims, whichever process keeps them. */
final class TokenPositions {

    /** After which another process takes over: it has to serve within 12 s, and looks once a second. */
    static final Duration CLAIM = Duration.ofSeconds(8);

    private final JdbcClient jdbc;
    private final Serializer serializer;

    TokenPositions(JdbcClient jdbc, Serializer serializer) {
        this.jdbc = jdbc;
        this.serializer = serializer;
    }

    long committed(String processor) {
        return stored(processor).flatMap(this::position).orElse(0L);
    }

    boolean exists(String processor) {
        return jdbc.sql("select count(*) from eventstore.token_entry where processor_name = ?")
                        .param(processor)
                        .query(Long.class)
                        .single()
                > 0;
    }

    boolean isClaimed(String processor) {
        return jdbc.sql("select last_claim from eventstore.token_entry"
                        + " where processor_name = ? and segment = 0 and owner is not null")
                .param(processor)
                .query(String.class)
                .optional()
                .map(Instant::parse)
                .filter(claimed -> claimed.plus(CLAIM).isAfter(AbstractTokenEntry.clock.instant()))
                .isPresent();
    }

    void forget(String processor) {
        jdbc.sql("delete from eventstore.token_entry where processor_name = ?")
                .param(processor)
                .update();
    }

    private Optional<SimpleSerializedObject<String>> stored(String processor) {
        return jdbc.sql("select token, token_type from eventstore.token_entry"
                        + " where processor_name = ? and segment = 0 and token is not null")
                .param(processor)
                .query((row, index) ->
                        new SimpleSerializedObject<>(row.getString(1), String.class, row.getString(2), null))
                .optional();
    }

    private Optional<Long> position(SimpleSerializedObject<String> stored) {
        TrackingToken token = serializer.deserialize(stored);
        return token == null || token.position().isEmpty()
                ? Optional.empty()
                : Optional.of(token.position().getAsLong());
    }
}
