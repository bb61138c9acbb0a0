package org.rekey.token.client;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.secret.RetiredReason;
import org.rekey.domain.secret.SecretHash;
import org.rekey.token.secret.SecretVersion;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads clients from the view. */
@Component
class ClientRows {

    private final JdbcClient jdbc;

    ClientRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<TokenClient> read(String clientId) {
        return jdbc.sql("select * from token_view.client where client_id = ?")
                .param(clientId)
                .query((row, index) -> ClientRow.of(row))
                .optional()
                .map(this::withSecrets);
    }

    void forEachId(Consumer<String> consumer) {
        jdbc.sql("select client_id from token_view.client").query(row -> {
            consumer.accept(row.getString(1));
        });
    }

    private TokenClient withSecrets(ClientRow client) {
        List<SecretVersion> secrets = new ArrayList<>();
        Set<String> revoked = new HashSet<>();
        jdbc.sql("select * from token_view.secret where client_id = ? and (retired is null or retired = ?)"
                        + " order by issued_at, secret_id")
                .param(client.id())
                .param(RetiredReason.REVOKED.name())
                .query(row -> {
                    if (row.getString("retired") == null) {
                        secrets.add(secret(row));
                    } else {
                        revoked.add(row.getString("secret_id"));
                    }
                });
        return new TokenClient(client, List.copyOf(secrets), Set.copyOf(revoked));
    }

    private static SecretVersion secret(ResultSet row) throws SQLException {
        return new SecretVersion(
                row.getString("secret_id"),
                new SecretHash(row.getString("hash")),
                instant(row, "expires_at"),
                instant(row, "valid_until"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
