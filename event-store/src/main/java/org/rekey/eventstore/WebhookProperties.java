package org.rekey.eventstore;

import java.util.List;
import org.rekey.domain.webhook.NetworkRange;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param allowedNetworks where webhooks may listen besides the public internet, also by plain HTTP, as in 10.1.0.0/16 */
@ConfigurationProperties("rekey.webhooks")
record WebhookProperties(@DefaultValue List<String> allowedNetworks) {

    List<NetworkRange> ranges() {
        return allowedNetworks.stream().map(NetworkRange::parse).toList();
    }
}
