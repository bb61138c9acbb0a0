package org.rekey.token.limit;

import java.time.Clock;
import org.springframework.stereotype.Component;

/** How much a client may have written down by revoking its own tokens. */
@Component
public class Revocations {

    private final LimitProperties limits;
    private final Counts<String> single;
    private final Counts<String> all;

    Revocations(LimitProperties limits, Clock clock) {
        this.limits = limits;
        this.single = new Counts<>(limits.window(), clock);
        this.all = new Counts<>(limits.window(), clock);
    }

    /** Counts one more token; whether it may be revoked by itself. */
    public boolean single(String clientId) {
        return single.add(clientId) <= limits.revocations();
    }

    /** Counts one more revocation of all tokens: 0, or how many seconds to wait after so many. */
    public int all(String clientId) {
        return all.add(clientId) <= limits.revocationsOfAll() ? 0 : all.secondsLeft();
    }
}
