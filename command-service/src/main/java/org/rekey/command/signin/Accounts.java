package org.rekey.command.signin;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rekey.adminapi.Person;
import org.rekey.adminapi.PersonCheck;
import org.rekey.command.OwnScopes;
import org.rekey.command.directory.Directory;
import org.rekey.domain.UserId;
import org.rekey.eventstore.directory.DirectoryFold;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The people who are not deactivated, as {@code command.directory} has them. */
@Component
class Accounts implements PersonCheck {

    private static final String SELECT = "select user_id, user_name, display_name, email, tenant, passwords"
            + " from command_directory.directory_user where not deactivated and ";

    private final JdbcClient jdbc;
    private final Directory directory;

    Accounts(JdbcClient jdbc, Directory directory) {
        this.jdbc = jdbc;
        this.directory = directory;
    }

    Optional<Account> byId(String userId) {
        return find("user_id = ?", userId);
    }

    /** Whatever the letter case. */
    Optional<Account> byName(String userName) {
        return find("sort_name = ?", DirectoryFold.sorted(userName));
    }

    private Optional<Account> find(String condition, String value) {
        return jdbc.sql(SELECT + condition)
                .param(value)
                .query((row, index) -> new Account(
                        row.getString("user_id"),
                        row.getString("user_name"),
                        row.getString("display_name"),
                        row.getString("email"),
                        row.getString("tenant"),
                        row.getInt("passwords")))
                .optional();
    }

    Set<String> scopesOf(String userId) {
        return directory
                .accessOf(new UserId(userId))
                .map(access -> OwnScopes.of(access.apis()))
                .orElse(Set.of());
    }

    @Override
    public @Nullable Person check(String userId, int passwords) {
        return byId(userId)
                .filter(account -> account.passwords() == passwords)
                .map(account -> new Person(userId, scopesOf(userId), account.tenant()))
                .orElse(null);
    }
}
