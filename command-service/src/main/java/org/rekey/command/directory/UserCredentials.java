package org.rekey.command.directory;

import org.jspecify.annotations.Nullable;
import org.rekey.command.CommandTables;
import org.rekey.domain.ClientId;
import org.rekey.domain.Refusal;
import org.rekey.domain.UserId;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which client is a user's own. A claim, so that two requests at once do not make two. */
@Component
public class UserCredentials {

    private final JdbcClient jdbc;

    UserCredentials(JdbcClient jdbc, CommandTables tables) {
        this.jdbc = jdbc;
    }

    /** Null when the user has none. */
    public @Nullable ClientId of(UserId user) {
        return jdbc.sql("select client_id from command.user_credential where user_id = ?")
                .param(user.value())
                .query((row, index) -> new ClientId(row.getString(1)))
                .optional()
                .orElse(null);
    }

    public void claim(UserId user, ClientId client) {
        try {
            jdbc.sql("insert into command.user_credential (user_id, client_id) values (?, ?)")
                    .params(user.value(), client.value())
                    .update();
        } catch (DuplicateKeyException e) {
            throw Refusal.conflict("the user has credentials: rotate them, or delete them first");
        }
    }

    public void free(ClientId client) {
        jdbc.sql("delete from command.user_credential where client_id = ?")
                .param(client.value())
                .update();
    }
}
