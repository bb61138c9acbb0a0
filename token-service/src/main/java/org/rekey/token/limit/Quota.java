package org.rekey.token.limit;

import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** How many tokens one client may get, so that its flood is not everybody's. */
@Component
public class Quota {

    private final int perSecond;
    private final Counts<String> issued;

    Quota(LimitProperties limits, Clock clock) {
        this.perSecond = limits.tokensPerSecond();
        this.issued = new Counts<>(Duration.ofSeconds(1), clock);
    }

    /** 0 if there is one more to be had, else how many seconds to wait. */
    public int take(String clientId) {
        return perSecond == 0 || issued.add(clientId) <= perSecond ? 0 : issued.secondsLeft();
    }
}
