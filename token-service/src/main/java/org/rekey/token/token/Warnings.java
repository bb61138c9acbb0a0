package org.rekey.token.token;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.rekey.token.client.ClientKey;
import org.rekey.token.secret.SecretVersion;
import org.springframework.stereotype.Component;

/** Tells a program in time that what it authenticates with is about to end. */
@Component
class Warnings {

    private final Duration before;

    Warnings(ReminderProperties reminders) {
        this.before = reminders.before();
    }

    /** @param expiresIn seconds */
    record Warning(String what, long expiresIn) {}

    @Nullable
    Warning of(SecretVersion secret, Instant now) {
        if (secret.isRetiring()) {
            return warning("secret-retiring", secret.worksUntil(), now);
        }
        return isSoon(secret.worksUntil(), now) ? warning("secret-expiring", secret.worksUntil(), now) : null;
    }

    @Nullable
    Warning of(ClientKey key, Instant now) {
        return isSoon(key.worksUntil(), now) ? warning("key-expiring", key.worksUntil(), now) : null;
    }

    private boolean isSoon(Instant end, Instant now) {
        return !now.plus(before).isBefore(end);
    }

    private static Warning warning(String what, Instant end, Instant now) {
        return new Warning(what, Duration.between(now, end).toSeconds());
    }
}
