package org.rekey.token.client;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.client.GrantedScopes;
import org.rekey.domain.token.TokenFormat;
import org.rekey.domain.token.TokenPolicy;
import org.rekey.domain.token.TokenType;
import org.rekey.token.view.ViewJson;

/**
 * A row of {@code token_view.client}.
 *
 * @param authorities as JSON
 * @param extensions as JSON
 */
record ClientRow(
        String id,
        boolean suspended,
        @Nullable String tenant,
        GrantedScopes granted,
        TokenPolicy policy,
        String authorities,
        String extensions,
        int epoch) {

    static ClientRow of(ResultSet row) throws SQLException {
        return new ClientRow(
                row.getString("client_id"),
                row.getBoolean("suspended"),
                row.getString("tenant"),
                new GrantedScopes(row.getBoolean("all_apis"), ViewJson.grants(row.getString("grants"))),
                new TokenPolicy(
                        TokenFormat.valueOf(row.getString("token_format")),
                        Duration.ofSeconds(row.getInt("token_ttl_seconds")),
                        row.getBoolean("require_scope"),
                        tokenType(row.getString("token_type"))),
                ViewJson.compact(row.getString("authorities")),
                ViewJson.compact(row.getString("extensions")),
                row.getInt("epoch"));
    }

    private static @Nullable TokenType tokenType(@Nullable String name) {
        return name == null ? null : TokenType.valueOf(name);
    }
}
