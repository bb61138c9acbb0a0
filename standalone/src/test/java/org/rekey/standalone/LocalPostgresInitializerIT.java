package org.rekey.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.util.Arrays;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class LocalPostgresInitializerIT {

    private static String userAtShutdown = "";

    private final Path directory;

    LocalPostgresInitializerIT(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void the_pool_belongs_to_the_application_role_and_closes_before_the_server() {
        ConfigurableApplicationContext context = run();
        assertThat(context.getEnvironment().getProperty("rekey.database.owner.username"))
                .isEqualTo("rekey_owner");
        assertThat(directory.resolve("node.id"))
                .hasContent(context.getEnvironment().getProperty("rekey.node-id"));
        context.close();
        assertThat(userAtShutdown).isEqualTo("rekey");
        assertThat(directory.resolve("postgres/postmaster.pid")).doesNotExist();
        DataDirectory.open(directory).close();
    }

    @Test
    void a_configured_database_is_used_and_no_server_started() {
        try (ConfigurableApplicationContext context = run(
                "--spring.datasource.url=jdbc:postgresql://127.0.0.1:1/none",
                "--spring.datasource.hikari.connection-timeout=250")) {
            assertThat(context.getBean(DataDirectory.class).path("postgres")).doesNotExist();
        }
    }

    private ConfigurableApplicationContext run(String... arguments) {
        SpringApplication application = new SpringApplication(Application.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        String[] all = Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = "--rekey.data-dir=" + directory;
        return application.run(all);
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(DataSourceAutoConfiguration.class)
    static class Application {

        @Bean
        DisposableBean lastWords(DataSource dataSource) {
            return () -> {
                try (Connection connection = dataSource.getConnection()) {
                    userAtShutdown = connection.getMetaData().getUserName();
                }
            };
        }
    }
}
