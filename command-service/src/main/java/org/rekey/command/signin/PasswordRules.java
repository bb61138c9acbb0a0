package org.rekey.command.signin;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.rekey.domain.Refusal;
import org.rekey.domain.directory.UserProfile;
import org.rekey.eventstore.directory.FoldedName;

/** What a password must be like: long, rather than complicated (NIST SP 800-63B section 3.1.1.2), and not easy to guess. */
final class PasswordRules {

    static final int SHORTEST = 12;
    static final int LONGEST = 200;

    private PasswordRules() {}

    static void check(String password, UserProfile user) {
        int characters = password.codePointCount(0, password.length());
        if (characters < SHORTEST || characters > LONGEST) {
            throw Refusal.rule("password", "must be " + SHORTEST + " to " + LONGEST + " characters");
        }
        if (FoldedName.of(password).contains(FoldedName.of(user.userName()))) {
            throw Refusal.rule("password", "must not contain the user name");
        }
        String reason = GuessablePasswords.reason(password, namesOf(user));
        if (reason != null) {
            throw Refusal.rule(
                    "password", "is too easy to guess: " + reason + ". Four random words are a good password");
        }
    }

    private static List<String> namesOf(UserProfile user) {
        return Stream.of(user.userName(), user.displayName(), user.email())
                .filter(Objects::nonNull)
                .flatMap(name -> Stream.concat(Stream.of(name), Stream.of(name.split("[\\s@._-]+"))))
                .filter(name -> name.length() > 2)
                .distinct()
                .toList();
    }
}
