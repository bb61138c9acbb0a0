package org.rekey.token;

import java.security.SecureRandom;
import javax.sql.DataSource;
import org.rekey.eventstore.KeysConfiguration;
import org.rekey.token.exposure.MisplacedSecrets;
import org.rekey.token.key.CorrettoCrypto;
import org.rekey.token.key.FastRandom;
import org.rekey.token.key.KeyTables;
import org.rekey.token.token.Endpoints;
import org.rekey.token.token.TokenPaths;
import org.rekey.web.FormPaths;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.SecurityFilterChain;

/** The parts are found package by package; what stands here is how they meet the rest of the world. */
@AutoConfiguration
@ImportAutoConfiguration(KeysConfiguration.class)
@ComponentScan(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
@ConfigurationPropertiesScan
public class TokenServiceConfiguration {

    /** Asked for first by whatever does cryptography on the token path. */
    @Bean
    FastRandom fastRandom() {
        CorrettoCrypto.install();
        return new FastRandom(new SecureRandom());
    }

    /** After the log's own tables: their migration checks the database first. */
    @Bean
    KeyTables keyTables(DataSource dataSource) {
        return KeyTables.migrate(dataSource);
    }

    /** Before whatever refuses a request. */
    @Bean
    FilterRegistrationBean<MisplacedSecrets> misplacedSecretsFilter(MisplacedSecrets filter) {
        FilterRegistrationBean<MisplacedSecrets> registration = new FilterRegistrationBean<>(filter);
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
        return registration;
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    SecurityFilterChain tokenChain(Endpoints endpoints) {
        return endpoints.token();
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    SecurityFilterChain introspectionChain(Endpoints endpoints) {
        return endpoints.introspection();
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    SecurityFilterChain revocationChain(Endpoints endpoints) {
        return endpoints.revocation();
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    SecurityFilterChain checkChain(Endpoints endpoints) {
        return endpoints.check();
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    SecurityFilterChain jwksChain(Endpoints endpoints) {
        return endpoints.jwks();
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    SecurityFilterChain metadataChain(Endpoints endpoints) {
        return endpoints.metadata();
    }

    /** Last, so that no other pays for it. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE + 1)
    SecurityFilterChain addedTokenChain(Endpoints endpoints) {
        return endpoints.addedToken();
    }

    /** One observation per filter and request costs more than signing a token. */
    @Bean
    @ConditionalOnMissingBean
    SecurityObservationSettings securityObservationSettings() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    FormPaths formPaths(TokenPaths paths) {
        return paths.ofForms();
    }
}
