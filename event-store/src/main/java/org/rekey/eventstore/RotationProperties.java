package org.rekey.eventstore;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param safeAfter how long nobody must have used a rotated secret before it counts as safe to stop; a minute or more */
@ConfigurationProperties("rekey.rotation")
public record RotationProperties(@DefaultValue("PT1H") Duration safeAfter) {

    public RotationProperties {
        if (safeAfter.compareTo(Duration.ofMinutes(1)) < 0) {
            throw new IllegalArgumentException("rekey.rotation.safe-after must be PT1M or more");
        }
    }
}
