package org.rekey.notifier.webhook;

import java.time.Duration;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.rekey.domain.webhook.PublicInternet;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wiring. */
@Configuration(proxyBeanMethods = false)
class WebhookConfiguration {

    /** From looking up the name to the head of the answer. Whoever takes longer counts as failing. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Bean
    WebhookClient webhookClient(PublicInternet addresses) {
        return new WebhookClient(SystemDefaultDnsResolver.INSTANCE, addresses, PATIENCE);
    }
}
