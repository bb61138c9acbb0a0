package org.rekey.adminapi;

import java.time.Instant;

/**
 * That a person has signed in. No list of these is kept: the cookie says it all, sealed.
 *
 * @param id another one at each sign-in
 * @param passwords how often the password had been changed when it began
 */
public record Session(String id, String userId, int passwords, Instant expiresAt) {

    @Override
    public String toString() {
        return "Session[of " + userId + "]";
    }
}
