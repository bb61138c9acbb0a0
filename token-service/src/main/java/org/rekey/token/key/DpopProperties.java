package org.rekey.token.key;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param window how far the time of a proof may be from the server's, before and after
 * @param nonceRequired whether a proof without a nonce is sent back for one; a wrong nonce always is
 */
@ConfigurationProperties("rekey.token.dpop")
record DpopProperties(
        @DefaultValue("PT1M") Duration window,
        @DefaultValue("false") boolean nonceRequired) {}
