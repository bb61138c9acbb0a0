package org.rekey.command;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many writes are carried out at the same time. Each holds a connection to the database for as long as it takes, so the
 * first two together must leave some of the pool to projections and reads.
 *
 * @param denials of those that stop something: deletions, deactivations, suspensions, retirements. Nothing else has their
 *     places
 * @param changes of all others
 * @param ownPerMinute how often in a minute somebody may make or rotate his or her own credentials, or change the password
 * @param patience how long a write waits for its turn before it is answered 503
 */
@ConfigurationProperties("rekey.writes")
record WriteProperties(
        @DefaultValue("3") int denials,
        @DefaultValue("6") int changes,
        @DefaultValue("20") int ownPerMinute,
        @DefaultValue("PT10S") Duration patience) {

    WriteProperties {
        if (denials < 2 || changes < 2) {
            throw new IllegalArgumentException("rekey.writes.denials and rekey.writes.changes must be 2 or more");
        }
        if (ownPerMinute < 1) {
            throw new IllegalArgumentException("rekey.writes.own-per-minute must be 1 or more");
        }
        if (patience.isNegative() || patience.isZero()) {
            throw new IllegalArgumentException("rekey.writes.patience must be positive");
        }
    }
}
