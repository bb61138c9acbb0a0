package org.rekey.notifier;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param poll how often to look for deadlines that are due
 * @param retry when to come back to a deadline that could not be dealt with
 */
@ConfigurationProperties("rekey.notifier")
public record NotifierProperties(
        @DefaultValue("PT1S") Duration poll,
        @DefaultValue("PT1M") Duration retry) {}
