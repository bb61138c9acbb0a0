package org.rekey.command.signin;

import java.util.Optional;
import org.rekey.adminapi.ProblemException;
import org.rekey.domain.UserId;
import org.springframework.stereotype.Component;

/** Whether somebody is who he says, by password. Whoever is wrong learns nothing else, not even from the time it takes. */
@Component
class SignIn {

    private final Accounts accounts;
    private final Passwords passwords;
    private final Attempts attempts;

    SignIn(Accounts accounts, Passwords passwords, Attempts attempts) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.attempts = attempts;
    }

    /**
     * The account is read before the password: changed in between, it leads to a session that is over.
     *
     * @param attempt as it has been counted for where it comes from
     * @throws ProblemException 401, or 429 after too many
     */
    Account check(Attempts.Attempt attempt, String userName, String password) {
        attempt.at(userName);
        Optional<Account> account = accounts.byName(userName);
        if (account.isEmpty()) {
            passwords.matchNobodys(password);
        }
        Account known = account.filter(found -> passwords.matches(new UserId(found.id()), password))
                .orElseThrow(SignIn::refusal);
        attempt.takeBack();
        return known;
    }

    /** Of somebody who is signed in: as above, for a session that somebody else may have got at. */
    boolean isPasswordOf(Account account, String password, String address) {
        Attempts.Attempt attempt = attempts.begin(address).at(account.userName());
        boolean right = passwords.matches(new UserId(account.id()), password);
        if (right) {
            attempt.takeBack();
        }
        return right;
    }

    static ProblemException refusal() {
        return ProblemException.unauthorized("user name or password is wrong");
    }
}
