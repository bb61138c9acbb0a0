package org.rekey.token.view;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param lease for how long tokens are issued and checked from memory without a word from the database. As long, and a
 *     fifth longer, a denial waits for a copy that has died
 */
@ConfigurationProperties("rekey.token")
record LeaseProperties(@DefaultValue("PT5S") Duration lease) {

    LeaseProperties {
        if (lease.toMillis() < 1_000) {
            throw new IllegalArgumentException("rekey.token.lease must be at least a second");
        }
    }
}
