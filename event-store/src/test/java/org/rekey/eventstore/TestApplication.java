package org.rekey.eventstore;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.axonframework.config.ConfigurerModule;
import org.rekey.eventstore.testing.EmbeddedDatabase;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One process with an event store: its context, and short ways to what tests ask of it. */
record TestApplication(ConfigurableApplicationContext context) implements AutoCloseable {

    static final Duration SOON = Duration.ofSeconds(10);
    static final Provenance SOMEBODY =
            new Provenance("client:tester", "api", "192.0.2.7", "curl/8", "trace-1", "acme", "a test");

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Settings {

        @Bean
        CountProjection countProjection(JdbcClient jdbc) {
            return new CountProjection(jdbc);
        }

        @Bean
        OtherProjection otherProjection(JdbcClient jdbc) {
            return new OtherProjection(jdbc);
        }

        @Bean
        ConfigurerModule counters() {
            return configurer -> configurer.configureAggregate(EventStoreConfiguration.aggregate(Counter.class));
        }

        @Bean
        StoredName counterCreated() {
            return new StoredName(Counter.Created.class, "counter.created");
        }

        @Bean
        StoredName counterCounted() {
            return new StoredName(Counter.Counted.class, "counter.counted");
        }
    }

    static TestApplication start() {
        return start(EmbeddedDatabase.freshProperties());
    }

    static TestApplication start(Map<String, Object> properties, Class<?>... further) {
        return new TestApplication(new SpringApplicationBuilder(Settings.class)
                .sources(further)
                .properties(Map.of("spring.main.banner-mode", "off", "spring.main.web-application-type", "none"))
                .properties(properties)
                .run());
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    Commits commits() {
        return bean(Commits.class);
    }

    JdbcClient jdbc() {
        return bean(JdbcClient.class);
    }

    Clock clock() {
        return bean(Clock.class);
    }

    Replays replays() {
        return bean(Replays.class);
    }

    ProjectionPositions positions() {
        return bean(ProjectionPositions.class);
    }

    CountProjection counts() {
        return bean(CountProjection.class);
    }

    long create(String counter) {
        return commits().dispatch(SOMEBODY, new Counter.Create(counter)).position();
    }

    long count(String counter) {
        return commits().dispatch(SOMEBODY, new Counter.Count(counter)).position();
    }

    boolean seen(long position) {
        return positions().await("test.counts", position, SOON);
    }

    int counted(String counter) {
        return jdbc().sql("select value from test_counts.count where name = ?")
                .param(counter)
                .query(Integer.class)
                .single();
    }

    @Override
    public void close() {
        context.close();
    }
}
