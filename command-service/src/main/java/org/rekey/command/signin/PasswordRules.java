package org.rekey.command.signin;

import java.util.Locale;
import org.rekey.domain.Refusal;

/** What a password must be like: long, rather than complicated (NIST SP 800-63B section 3.1.1.2). */
final class PasswordRules {

    static final int SHORTEST = 12;
    static final int LONGEST = 200;

    private PasswordRules() {}

    static void check(String password, String userName) {
        int characters = password.codePointCount(0, password.length());
        if (characters < SHORTEST || characters > LONGEST) {
            throw Refusal.rule("password", "must be " + SHORTEST + " to " + LONGEST + " characters");
        }
        if (password.toLowerCase(Locale.ROOT).contains(userName.toLowerCase(Locale.ROOT))) {
            throw Refusal.rule("password", "must not contain the user name");
        }
    }
}
