package org.rekey.command.signin;

import java.security.SecureRandom;
import java.text.Normalizer;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import org.rekey.command.Aggregates;
import org.rekey.command.CommandTables;
import org.rekey.domain.UserId;
import org.rekey.domain.directory.ChangeUserPassword;
import org.rekey.domain.directory.User;
import org.rekey.domain.secret.SecretHash;
import org.rekey.domain.secret.SecretHasher;
import org.rekey.eventstore.Commits.Dispatch;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Passwords of people, as slow hashes in a table beside the log: what is in the log stays there, and a hash of a password
 * is to go when the password does. The log says only that there is another one.
 */
@Component
public class Passwords {

    private final JdbcClient jdbc;
    private final Aggregates aggregates;
    private final SecretHasher hasher;
    private final SecureRandom random;
    private final Clock clock;
    private final SecretHash nobodys;

    Passwords(
            JdbcClient jdbc,
            Aggregates aggregates,
            SecretHasher hasher,
            SecureRandom rekeyRandom,
            Clock clock,
            CommandTables tables) {
        this.jdbc = jdbc;
        this.aggregates = aggregates;
        this.hasher = hasher;
        this.random = rekeyRandom;
        this.clock = clock;
        this.nobodys = hasher.hashImported("", rekeyRandom);
    }

    /**
     * Within a transaction. Sessions that were opened with the password before are over when it commits.
     *
     * @throws org.rekey.domain.Refusal if the password breaks a rule
     */
    public void set(UserId user, String password, Dispatch dispatch) {
        PasswordRules.check(
                password,
                aggregates.load(User.class, user.stream()).now().profile().userName());
        dispatch.send(new ChangeUserPassword(user));
        jdbc.sql("insert into command.password (user_id, hash, changed_at) values (?, ?, ?)"
                        + " on conflict (user_id) do update set hash = excluded.hash, changed_at = excluded.changed_at")
                .params(
                        user.value(),
                        hasher.hashImported(normal(password), random).value(),
                        clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Of a person who is to sign in by other means only. One who leaves takes the password along: see the migration. */
    public void forget(UserId user) {
        jdbc.sql("delete from command.password where user_id = ?")
                .param(user.value())
                .update();
    }

    public boolean matches(UserId user, String password) {
        Optional<SecretHash> hash = jdbc.sql("select hash from command.password where user_id = ?")
                .param(user.value())
                .query(String.class)
                .optional()
                .map(SecretHash::new);
        return hasher.matches(normal(password), hash.orElse(nobodys)) && hash.isPresent();
    }

    /** Takes as long as if there were somebody. */
    void matchNobodys(String password) {
        boolean ignored = hasher.matches(normal(password), nobodys);
    }

    /** Keyboards differ in how they put a letter together (NIST SP 800-63B section 3.1.1.2). */
    private static String normal(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFKC);
    }
}
