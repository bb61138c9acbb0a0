package org.rekey.command.signin;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.rekey.adminapi.Person;
import org.rekey.adminapi.PersonCheck;
import org.rekey.command.OwnScopes;
import org.rekey.command.directory.Directory;
import org.rekey.domain.UserId;
import org.rekey.eventstore.directory.FoldedName;
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
        return find("user_id = ?", userId).stream().findFirst();
    }

    /** However it is written. Names from before that was so may be two people's: then only the exact spelling is one. */
    Optional<Account> byName(String userName) {
        List<Account> found = named(userName);
        return found.size() == 1
                ? Optional.of(found.get(0))
                : found.stream()
                        .filter(account -> account.userName().equals(userName))
                        .findFirst();
    }

    /** By the name that an identity provider gives: nobody where it may be another's there who is called alike. */
    Optional<Account> byForeignName(String userName) {
        List<Account> found = named(userName);
        return found.stream()
                .filter(account -> found.size() == 1)
                .filter(account -> account.userName().equals(userName) || !FoldedName.imitatesAscii(userName))
                .findFirst();
    }

    private List<Account> named(String userName) {
        return find("sort_name = ?", FoldedName.of(userName));
    }

    private List<Account> find(String condition, String value) {
        return jdbc.sql(SELECT + condition)
                .param(value)
                .query((row, index) -> new Account(
                        row.getString("user_id"),
                        row.getString("user_name"),
                        row.getString("display_name"),
                        row.getString("email"),
                        row.getString("tenant"),
                        row.getInt("passwords")))
                .list();
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
