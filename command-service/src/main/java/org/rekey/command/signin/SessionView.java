package org.rekey.command.signin;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a page needs to know of the session that it runs in. */
record SessionView(SignedIn user, String csrfToken, Instant expiresAt) {

    record SignedIn(String id, String userName, @Nullable String displayName) {}

    static SessionView of(Account account, String csrfToken, Instant expiresAt) {
        return new SessionView(
                new SignedIn(account.id(), account.userName(), account.displayName()), csrfToken, expiresAt);
    }

    @Override
    public String toString() {
        return "SessionView[" + user + "]";
    }
}
