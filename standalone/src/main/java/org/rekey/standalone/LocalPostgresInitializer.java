package org.rekey.standalone;

import java.nio.file.Path;
import java.util.Map;
import org.springframework.beans.factory.support.DefaultSingletonBeanRegistry;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.StringUtils;

/** Holds the data directory, and starts PostgreSQL in it unless a database is configured, before anything asks for its address. */
final class LocalPostgresInitializer implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        ConfigurableEnvironment environment = context.getEnvironment();
        var beans = (DefaultSingletonBeanRegistry) context.getBeanFactory();
        DataDirectory data = DataDirectory.open(Path.of(environment.getRequiredProperty("rekey.data-dir")));
        beans.registerSingleton("dataDirectory", data);
        beans.registerDisposableBean("dataDirectory", data::close);
        if (!StringUtils.hasText(environment.getProperty("spring.datasource.url"))) {
            LocalPostgres postgres = started(data);
            // Beans are destroyed in the reverse order of their registration: this one after the connection pool.
            beans.registerDisposableBean("localPostgres", postgres::close);
            environment.getPropertySources().addFirst(new MapPropertySource("localPostgres", properties(postgres)));
        }
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
