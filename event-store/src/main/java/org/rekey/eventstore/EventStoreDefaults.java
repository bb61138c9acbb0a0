package org.rekey.eventstore;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Settings that every application with an event store needs; its own come first. */
final class EventStoreDefaults implements EnvironmentPostProcessor {

    private static final Map<String, Object> DEFAULTS = Map.of(
            "axon.update-check.disabled",
            "true",
            "axon.timeout.enabled",
            "false",
            "axon.axonserver.enabled",
            "false",
            "axon.serializer.general",
            "jackson3",
            "management.endpoint.health.probes.enabled",
            "true",
            "management.endpoint.health.group.readiness.include",
            "readinessState,rekeyProjections,rekeyClock,rekeyLog,rekeyTokenView",
            // Not every service has a token view.
            "management.endpoint.health.validate-group-membership",
            "false");

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        environment.getPropertySources().addLast(new MapPropertySource("rekey-event-store", DEFAULTS));
        // Axon reads these two from nowhere else.
        System.setProperty("axoniq.update-checker.disabled", "true");
        System.setProperty("disable-axoniq-console-message", "true");
    }
}
