package org.rekey.notifier.secret;

import org.rekey.eventstore.RotationProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the sagas of secrets ask and tell. */
@Configuration(proxyBeanMethods = false)
public class SecretSagasConfiguration {

    private static final Logger log = LoggerFactory.getLogger(SecretSagasConfiguration.class);

    @Bean
    Verdicts retirementVerdicts(JdbcClient jdbc, RotationProperties rotation) {
        return new TelemetryVerdicts(jdbc, rotation);
    }

    // MERGE: becomes graceAlert(Reminders reminders) { return reminders::graceEnding; }
    @Bean
    GraceAlert graceAlert() {
        return (client, secret, tenant, graceEnd) ->
                log.warn("Secret {} of client {} stops working at {} and is still in use", secret, client, graceEnd);
    }
}
