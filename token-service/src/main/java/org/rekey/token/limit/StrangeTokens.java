package org.rekey.token.limit;

import java.time.Clock;
import org.springframework.stereotype.Component;

/** How often a client asks about tokens that are none of its business, or that nobody has issued. */
@Component
public class StrangeTokens {

    private final int most;
    private final Counts<String> asked;

    StrangeTokens(LimitProperties limits, Clock clock) {
        this.most = limits.unknownTokens();
        this.asked = new Counts<>(limits.window(), clock);
    }

    /** Counts one more: 0, or how many seconds to wait after so many. */
    public int asked(String clientId) {
        return asked.add(clientId) <= most ? 0 : asked.secondsLeft();
    }
}
