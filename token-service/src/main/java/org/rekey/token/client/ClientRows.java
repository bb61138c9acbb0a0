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
import org.rekey.eventstore.directory.AccessOfUsers;
import org.rekey.token.secret.SecretVersion;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads clients from the view. */
@Component
class ClientRows {

    private static final String CREDENTIALS = """
            select secret_id as id, issued_at as since, hash, null as public_jwk, expires_at, valid_until, retired
            from token_view.secret
            where client_id = :client
                and (retired is null or retired = :revoked or secret_id in (
                    select secret_id from token_view.secret
                    where client_id = :client order by issued_at desc limit :former))
            union all
            select key_id, added_at, null, public_jwk, expires_at, null, case when retired then :revoked end
            from token_view.client_key where client_id = :client
            order by since, id""";

    /** Programs that missed more rotations than this have been silent for long. */
    private static final int FORMER_SECRETS = 10;

    private final JdbcClient jdbc;

    private final AccessOfUsers users;

    ClientRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.users = new AccessOfUsers(jdbc, "token_view");
    }

    Optional<TokenClient> read(String clientId) {
        return jdbc.sql("select c.*, u.user_name from token_view.client c"
                        + " left join token_view.directory_user u on u.user_id = c.owner where c.client_id = ?")
                .param(clientId)
                .query((row, index) -> ClientRow.of(row, users::of))
                .optional()
                .map(this::withCredentials);
    }

    List<String> idsBySecret(SecretHash hash) {
        return jdbc.sql("select client_id from token_view.secret where hash = ? and retired is null")
                .param(hash.value())
                .query(String.class)
                .list();
    }

    void forEachId(Consumer<String> consumer) {
        jdbc.sql("select client_id from token_view.client").query(row -> {
            consumer.accept(row.getString(1));
        });
    }

    private TokenClient withCredentials(ClientRow client) {
        List<SecretVersion> secrets = new ArrayList<>();
        List<ClientKey> keys = new ArrayList<>();
        List<SecretVersion> former = new ArrayList<>();
        Set<String> revoked = new HashSet<>();
        Set<String> credentials = new HashSet<>();
        jdbc.sql(CREDENTIALS)
                .param("client", client.id())
                .param("revoked", RetiredReason.REVOKED.name())
                .param("former", FORMER_SECRETS)
                .query(row -> {
                    String retired = row.getString("retired");
                    credentials.add(row.getString("id"));
                    if (row.getString("hash") != null) {
                        (retired == null ? secrets : former).add(secret(row));
                    } else if (retired == null) {
                        key(row).ifPresent(keys::add);
                    }
                    if (RetiredReason.REVOKED.name().equals(retired)) {
                        revoked.add(row.getString("id"));
                    }
                });
        return new TokenClient(
                client,
                List.copyOf(secrets),
                List.copyOf(former),
                List.copyOf(keys),
                Set.copyOf(revoked),
                Set.copyOf(credentials));
    }

    boolean hasHad(String clientId, String credentialId) {
        return jdbc.sql("select exists (select 1 from token_view.secret where secret_id = :id and client_id = :client)"
                        + " or exists (select 1 from token_view.client_key where key_id = :id and client_id = :client)")
                .param("id", credentialId)
                .param("client", clientId)
                .query(Boolean.class)
                .single();
    }

    private static Optional<ClientKey> key(ResultSet row) throws SQLException {
        return ClientKey.of(
                row.getString("id"),
                row.getString("public_jwk"),
                row.getObject("since", OffsetDateTime.class).toInstant(),
                instant(row, "expires_at"));
    }

    private static SecretVersion secret(ResultSet row) throws SQLException {
        return new SecretVersion(
                row.getString("id"),
                new SecretHash(row.getString("hash")),
                instant(row, "expires_at"),
                instant(row, "valid_until"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
