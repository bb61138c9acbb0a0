package org.rekey.command.directory;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.rekey.command.Aggregates;
import org.rekey.domain.ClientId;
import org.rekey.domain.UserId;
import org.rekey.domain.client.Client;
import org.rekey.domain.client.VoidClientCredentials;
import org.rekey.domain.directory.VoidUserPassword;
import org.rekey.domain.secret.SetterRights;
import org.rekey.eventstore.Commits.Dispatch;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What people prove by who they are, set by somebody with less rights over Rekey than they are about to get. Whoever set it
 * may know it, so it must be gone before they get them.
 */
@Component
class LesserCredentials {

    private final JdbcClient jdbc;
    private final Aggregates aggregates;

    LesserCredentials(JdbcClient jdbc, Aggregates aggregates) {
        this.jdbc = jdbc;
        this.aggregates = aggregates;
    }

    /** @param gained rights by person; those left out have nothing to be voided */
    Map<UserId, Set<String>> of(Map<UserId, Set<String>> gained) {
        Map<UserId, Set<String>> concerned =
                new TreeMap<>((one, other) -> one.value().compareTo(other.value()));
        String[] users = gained.keySet().stream().map(UserId::value).toArray(String[]::new);
        jdbc.sql("select user_id, set_with from command.password where user_id = any(:users) and hash <> ''")
                .param("users", users)
                .query(row -> {
                    UserId user = new UserId(row.getString(1));
                    Set<String> rights = gained.getOrDefault(user, Set.of());
                    if (!SetterRights.parse(row.getString(2)).cover(rights)) {
                        concerned.put(user, rights);
                    }
                });
        jdbc.sql("select user_id, client_id from command.user_credential where user_id = any(:users)")
                .param("users", users)
                .query(row -> {
                    UserId user = new UserId(row.getString(1));
                    Set<String> rights = gained.getOrDefault(user, Set.of());
                    if (client(row.getString(2)).hasCredentialsSetWithout(rights)) {
                        concerned.put(user, rights);
                    }
                });
        return concerned;
    }

    /** Once more looked at: somebody with these rights may have set another meanwhile. */
    void makeVoid(Map<UserId, Set<String>> gained, Dispatch dispatch) {
        gained.forEach((user, rights) -> {
            voidPassword(user, rights, dispatch);
            voidClient(user, rights, dispatch);
        });
    }

    private void voidPassword(UserId user, Set<String> rights, Dispatch dispatch) {
        boolean lesser = jdbc.sql("select set_with from command.password where user_id = ? and hash <> '' for update")
                .param(user.value())
                .query((row, index) -> SetterRights.parse(row.getString(1)))
                .optional()
                .filter(setter -> !setter.cover(rights))
                .isPresent();
        if (lesser) {
            dispatch.send(new VoidUserPassword(user));
            jdbc.sql("update command.password set hash = '', set_with = '' where user_id = ?")
                    .param(user.value())
                    .update();
        }
    }

    private void voidClient(UserId user, Set<String> rights, Dispatch dispatch) {
        jdbc.sql("select client_id from command.user_credential where user_id = ?")
                .param(user.value())
                .query((row, index) -> new ClientId(row.getString(1)))
                .optional()
                .filter(id -> !client(id.value()).isDeleted())
                .ifPresent(id -> dispatch.send(new VoidClientCredentials(id, rights)));
    }

    private Client client(String id) {
        return aggregates.load(Client.class, new ClientId(id).stream()).now();
    }
}
