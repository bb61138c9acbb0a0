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
 * @param revocations how many single tokens a client may revoke in a window. Beyond it all tokens that it has so far are
 *     revoked at once, so that what was answered stays true and little is written
 * @param revocationsOfAll how often that is done in a window; then the client is told to wait
 * @param window after which all these counts begin again
 * @param tokensPerSecond how many tokens a client gets in a second; 0 for as many as it asks for. A token costs no memory and
 *     nothing is written for it, so the default ends only what cannot be meant
 */
@ConfigurationProperties("rekey.token.limits")
record LimitProperties(
        @DefaultValue("20") int failuresPerClient,
        @DefaultValue("200") int failuresPerNetwork,
        @DefaultValue("300") int unknownTokens,
        @DefaultValue("60") int revocations,
        @DefaultValue("10") int revocationsOfAll,
        @DefaultValue("PT1M") Duration window,
        @DefaultValue("100000") int tokensPerSecond) {

    LimitProperties {
        boolean positive = failuresPerClient > 0
                && failuresPerNetwork > 0
                && unknownTokens > 0
                && revocations > 0
                && revocationsOfAll > 0;
        if (!positive || tokensPerSecond < 0) {
            throw new IllegalArgumentException(
                    "rekey.token.limits: a limit must be positive (tokens-per-second may be 0)");
        }
        if (window.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("rekey.token.limits.window must be at least one second");
        }
    }
}
