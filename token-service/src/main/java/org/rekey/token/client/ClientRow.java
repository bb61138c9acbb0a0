package org.rekey.token.client;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.client.ClientKind;
import org.rekey.domain.client.GrantedScopes;
import org.rekey.domain.role.ApiAccess;
import org.rekey.domain.token.TokenFormat;
import org.rekey.domain.token.TokenPolicy;
import org.rekey.domain.token.TokenType;
import org.rekey.token.view.ViewJson;

/**
 * A row of {@code token_view.client}.
 *
 * @param suspended or of a user whose roles allow nothing at present
 * @param user as whom it acts; null for a client of its own
 * @param granted for a client of a user what the roles come to
 * @param authorities as JSON
 * @param extensions as JSON
 */
record ClientRow(
        String id,
        boolean suspended,
        @Nullable String tenant,
        @Nullable User user,
        GrantedScopes granted,
        TokenPolicy policy,
        String authorities,
        String extensions,
        int epoch) {

    /** @param name by what the person signs in: {@code username} of RFC 7662 */
    record User(String id, String name) {}

    static ClientRow of(ResultSet row, Function<String, Optional<ApiAccess>> accessOfUser) throws SQLException {
        boolean ofUser = ClientKind.valueOf(row.getString("kind")) == ClientKind.USER;
        Optional<ApiAccess> access = ofUser ? accessOfUser.apply(row.getString("owner")) : Optional.empty();
        return new ClientRow(
                row.getString("client_id"),
                row.getBoolean("suspended") || ofUser && access.isEmpty(),
                row.getString("tenant"),
                ofUser
                        ? new User(row.getString("owner"), Objects.requireNonNullElse(row.getString("user_name"), ""))
                        : null,
                ofUser ? access.map(ApiAccess::apis).orElse(GrantedScopes.NONE) : granted(row),
                new TokenPolicy(
                        TokenFormat.valueOf(row.getString("token_format")),
                        Duration.ofSeconds(row.getInt("token_ttl_seconds")),
                        row.getBoolean("require_scope"),
                        tokenType(row.getString("token_type"))),
                ViewJson.compact(row.getString("authorities")),
                ViewJson.compact(row.getString("extensions")),
                row.getInt("epoch"));
    }

    private static GrantedScopes granted(ResultSet row) throws SQLException {
        return new GrantedScopes(row.getBoolean("all_apis"), ViewJson.grants(row.getString("grants")));
    }

    private static @Nullable TokenType tokenType(@Nullable String name) {
        return name == null ? null : TokenType.valueOf(name);
    }
}
