package org.rekey.eventstore;

import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Settings that every application with an event store needs; its own come first. */
final class EventStoreDefaults implements EnvironmentPostProcessor {

    private static final String POOL = "spring.datasource.hikari.";
    private static final String DRIVER = POOL + "data-source-properties.";

    private static final Map<String, Object> DEFAULTS = Map.ofEntries(
            Map.entry("axon.update-check.disabled", "true"),
            Map.entry("axon.timeout.enabled", "false"),
            Map.entry("axon.axonserver.enabled", "false"),
            Map.entry("axon.serializer.general", "jackson3"),
            Map.entry("management.endpoint.health.probes.enabled", "true"),
            Map.entry(
                    "management.endpoint.health.group.readiness.include",
                    "readinessState,rekeyProjections,rekeyWorkers,rekeyClock,rekeyLog,rekeyTokenView"),
            // Not every service has a token view.
            Map.entry("management.endpoint.health.validate-group-membership", "false"),
            // Each tells at length of every attempt while the database is away. What they are about is logged by
            // OutageLog.
            Map.entry("logging.level.org.axonframework.eventhandling.TrackingEventProcessor", "off"),
            Map.entry("logging.level.com.zaxxer.hikari.pool", "error"),
            Map.entry("logging.level.org.springframework.jdbc.support.JdbcTransactionManager", "off"),
            Map.entry("logging.level.org.springframework.transaction.support.TransactionTemplate", "off"),
            Map.entry("logging.level.com.github.kagkarlsson.scheduler.RunUntilShutdown", "off"),
            Map.entry("logging.level.com.github.kagkarlsson.scheduler.RunAndLogErrors", "off"),
            Map.entry(POOL + "maximum-pool-size", "20"),
            // An outage is answered with 503, and soon.
            Map.entry(POOL + "connection-timeout", "3000"),
            Map.entry(POOL + "validation-timeout", "1000"),
            // Of PostgreSQL's driver, in seconds. What stands in spring.datasource.url goes before them.
            Map.entry(DRIVER + "connectTimeout", "3"),
            Map.entry(DRIVER + "socketTimeout", "10"),
            Map.entry(DRIVER + "tcpKeepAlive", "true"),
            Map.entry(DRIVER + "targetServerType", "primary"));

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        // Spring puts an application's default properties behind these.
        Map<String, Object> missing = new HashMap<>(DEFAULTS);
        missing.keySet().removeIf(environment::containsProperty);
        environment.getPropertySources().addLast(new MapPropertySource("rekey-event-store", missing));
        // Axon reads these two from nowhere else.
        System.setProperty("axoniq.update-checker.disabled", "true");
        System.setProperty("disable-axoniq-console-message", "true");
    }
}
