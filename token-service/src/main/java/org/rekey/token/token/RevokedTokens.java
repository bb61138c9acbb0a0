package org.rekey.token.token;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.rekey.token.view.Snapshot;
import org.rekey.token.view.ViewListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Single tokens that were revoked before they expired, in memory. */
@Component
class RevokedTokens implements ViewListener {

    private static final int SWEEP_ABOVE = 1_000;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Snapshot<Map<String, Instant>> snapshot = new Snapshot<>(this::read);

    RevokedTokens(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    boolean contains(String jti) {
        return snapshot.get().containsKey(jti);
    }

    @Override
    public void tokenRevoked(String jti, Instant expiresAt) {
        snapshot.ifPresent(revoked -> {
            revoked.put(jti, expiresAt);
            if (revoked.size() % SWEEP_ABOVE == 0) {
                Instant now = clock.instant();
                revoked.values().removeIf(expiry -> !expiry.isAfter(now));
            }
        });
    }

    @Override
    public void everythingChanged() {
        snapshot.forget();
    }

    private Map<String, Instant> read() {
        Map<String, Instant> revoked = new ConcurrentHashMap<>();
        jdbc.sql("select jti, expires_at from token_view.revoked_token where expires_at > ?")
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .query(row -> {
                    revoked.put(
                            row.getString(1),
                            row.getObject(2, OffsetDateTime.class).toInstant());
                });
        return revoked;
    }
}
