package org.rekey.adminapi;

import org.jspecify.annotations.Nullable;

/** Asks whether a session still counts, at every call: what was taken from a person is gone at the next one. */
public interface PersonCheck {

    /**
     * @param passwords how often the password had been changed when the session began
     * @return null when the person is deactivated or gone, or has changed the password since
     */
    @Nullable
    Person check(String userId, int passwords);
}
