package org.rekey.command.signin;

import java.security.SecureRandom;
import java.text.Normalizer;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import org.rekey.command.Aggregates;
import org.rekey.command.CommandTables;
import org.rekey.command.Hashing;
import org.rekey.domain.UserId;
import org.rekey.domain.directory.ChangeUserPassword;
import org.rekey.domain.directory.User;
import org.rekey.domain.secret.SecretHash;
import org.rekey.domain.secret.SecretHasher;
import org.rekey.domain.secret.SetterRights;
import org.rekey.eventstore.Commits.Dispatch;
import org.rekey.eventstore.Provenance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Passwords of people, as slow hashes in a table beside the log: what is in the log stays there, and a hash of a password
 * is to go when the password does. The log says only that there is another one.
 */
@Component
public class Passwords {

    private static final Logger log = LoggerFactory.getLogger(Passwords.class);

    private final JdbcClient jdbc;
    private final Aggregates aggregates;
    private final SecretHasher hasher;
    private final SecureRandom random;
    private final Clock clock;
    private final SecretHash nobodys;
    private final Hashing hashing;

    Passwords(
            JdbcClient jdbc,
            Aggregates aggregates,
            SecretHasher hasher,
            SecureRandom rekeyRandom,
            Clock clock,
            Hashing hashing,
            CommandTables tables) {
        this.jdbc = jdbc;
        this.aggregates = aggregates;
        this.hasher = hasher;
        this.random = rekeyRandom;
        this.clock = clock;
        this.hashing = hashing;
        this.nobodys = hasher.hashOfNothing(rekeyRandom);
    }

    /**
     * Within a transaction. Sessions that were opened with the password before are over when it commits. One that people set
     * themselves counts as set by whoever set the one before, which they had to know for that.
     *
     * @throws org.rekey.domain.Refusal if the password breaks a rule
     */
    public void set(UserId user, String password, Dispatch dispatch) {
        PasswordRules.check(
                password, aggregates.load(User.class, user.stream()).now().profile());
        dispatch.send(new ChangeUserPassword(user));
        Provenance who = Provenance.current();
        SecretHash hash = hashing.inTurn(() -> hasher.hashImported(normal(password), random));
        jdbc.sql(
                        "insert into command.password (user_id, hash, changed_at, set_with) values (:user, :hash, :at, :setter)"
                                + " on conflict (user_id) do update set hash = excluded.hash, changed_at = excluded.changed_at,"
                                + " set_with = case when :himself then password.set_with else excluded.set_with end")
                .param("user", user.value())
                .param("hash", hash.value())
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .param("setter", who.setterRights().text())
                .param("himself", who.actor().equals("user:" + user))
                .update();
    }

    /**
     * Whoever may be in a session of this person: whoever set the password, or may have set the one before. Without a password
     * it is an identity provider that vouches for the person.
     */
    public SetterRights setterBehindSessionOf(UserId user) {
        return jdbc.sql("select coalesce(set_with, '') from command.password where user_id = ?")
                .param(user.value())
                .query((row, index) -> SetterRights.parse(row.getString(1)))
                .optional()
                .orElse(SetterRights.ALL);
    }

    /** Of a person who is to sign in by other means only. One who leaves takes the password along: see the migration. */
    public void forget(UserId user) {
        jdbc.sql("delete from command.password where user_id = ?")
                .param(user.value())
                .update();
    }

    /** Takes as long whenever the password was set. */
    public boolean matches(UserId user, String password) {
        Optional<SecretHash> hash = jdbc.sql("select hash from command.password where user_id = ? and hash <> ''")
                .param(user.value())
                .query(String.class)
                .optional()
                .map(SecretHash::new);
        boolean right =
                hashing.inTurn(() -> hasher.matchesEvenly(normal(password), hash.orElse(nobodys))) && hash.isPresent();
        if (right) {
            hash.filter(hasher::isOutdated).ifPresent(outdated -> rehash(user, password, outdated));
        }
        return right;
    }

    /**
     * The same password, hashed as it would be today. Nothing happens to the person, so the log says nothing and sessions go
     * on; a password that has been changed meanwhile stays changed.
     */
    private void rehash(UserId user, String password, SecretHash outdated) {
        try {
            SecretHash renewed = hashing.inTurn(() -> hasher.hashImported(normal(password), random));
            jdbc.sql("update command.password set hash = ? where user_id = ? and hash = ?")
                    .params(renewed.value(), user.value(), outdated.value())
                    .update();
        } catch (DataAccessException e) {
            log.warn("The hash of a password could not be renewed, which the next sign-in will try: {}", e.toString());
        }
    }

    /** Takes as long as if there were somebody. */
    void matchNobodys(String password) {
        boolean ignored = hashing.inTurn(() -> hasher.matchesEvenly(normal(password), nobodys));
    }

    /** Keyboards differ in how they put a letter together (NIST SP 800-63B section 3.1.1.2). */
    private static String normal(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFKC);
    }
}
