package org.rekey.standalone;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.springframework.beans.factory.support.DefaultSingletonBeanRegistry;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.StringUtils;

/**
 * Holds the data directory, whose lock also makes the node id that is kept there this process's own, and starts PostgreSQL
 * in it unless a database is configured, before anything asks for its address.
 */
final class LocalPostgresInitializer implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final String NODE_ID = "node.id";

    /** No other process uses the embedded PostgreSQL, so nothing can change while it is away. */
    private static final Duration LEASE_OF_THE_ONLY_COPY = Duration.ofDays(3650);

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        ConfigurableEnvironment environment = context.getEnvironment();
        var beans = (DefaultSingletonBeanRegistry) context.getBeanFactory();
        DataDirectory data = DataDirectory.open(Path.of(environment.getRequiredProperty("rekey.data-dir")));
        beans.registerSingleton("dataDirectory", data);
        beans.registerDisposableBean("dataDirectory", data::close);
        addDefaults(environment, "dataDirectory", Map.of("rekey.node-id", nodeId(data)));
        if (!StringUtils.hasText(environment.getProperty("spring.datasource.url"))) {
            LocalPostgres postgres = started(data);
            // Beans are destroyed in the reverse order of their registration: this one after the connection pool.
            beans.registerSingleton("localPostgres", postgres);
            beans.registerDisposableBean("localPostgres", postgres::close);
            environment.getPropertySources().addFirst(new MapPropertySource("localPostgres", properties(postgres)));
            addDefaults(environment, "onlyCopy", Map.of("rekey.token.lease", LEASE_OF_THE_ONLY_COPY));
        }
    }

    private static void addDefaults(ConfigurableEnvironment environment, String name, Map<String, Object> defaults) {
        environment.getPropertySources().addLast(new MapPropertySource(name, defaults));
    }

    /** The same after a restart, which then gets its claims back at once. */
    private static String nodeId(DataDirectory data) {
        if (data.read(NODE_ID).map(String::strip).filter(StringUtils::hasText).isEmpty()) {
            data.write(NODE_ID, UUID.randomUUID() + "\n");
        }
        return data.read(NODE_ID).orElseThrow().strip();
    }

    private static LocalPostgres started(DataDirectory data) {
        try {
            return LocalPostgres.start(data);
        } catch (RuntimeException e) {
            data.close();
            throw e;
        }
    }

    private static Map<String, Object> properties(LocalPostgres postgres) {
        return Map.of(
                "spring.datasource.url", postgres.url(),
                "spring.datasource.username", LocalPostgres.APPLICATION,
                "spring.datasource.password", postgres.password(LocalPostgres.APPLICATION),
                "rekey.database.owner.username", LocalPostgres.OWNER,
                "rekey.database.owner.password", postgres.password(LocalPostgres.OWNER));
    }
}
