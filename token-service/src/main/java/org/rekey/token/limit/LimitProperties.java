package org.rekey.token.limit;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Each process counts for itself.
 *
 * @param failuresPerClient how often one network may present wrong credentials of one client in a window
 * @param failuresPerNetwork how often it may do so of all clients together
 * @param unknownTokens how often a client may ask in a window about tokens that are none of its business
 * @param window after which all these counts begin again
 * @param tokensPerSecond how many tokens a client gets in a second; 0 for as many as it asks for
 */
@ConfigurationProperties("rekey.token.limits")
record LimitProperties(
        @DefaultValue("20") int failuresPerClient,
        @DefaultValue("200") int failuresPerNetwork,
        @DefaultValue("300") int unknownTokens,
        @DefaultValue("PT1M") Duration window,
        @DefaultValue("0") int tokensPerSecond) {

    LimitProperties {
        if (failuresPerClient < 1 || failuresPerNetwork < 1 || unknownTokens < 1 || tokensPerSecond < 0) {
            throw new IllegalArgumentException(
                    "rekey.token.limits: a limit must be positive (tokens-per-second may be 0)");
        }
        if (window.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("rekey.token.limits.window must be at least one second");
        }
    }
}
