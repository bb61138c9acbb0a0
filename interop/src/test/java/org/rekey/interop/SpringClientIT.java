package org.rekey.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.oauth2.client.web.client.RequestAttributeClientRegistrationIdResolver.clientRegistrationId;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.client.AuthorizedClientServiceOAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientProviderBuilder;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.endpoint.NimbusJwtClientAuthenticationParametersConverter;
import org.springframework.security.oauth2.client.endpoint.OAuth2ClientCredentialsGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientClientCredentialsTokenResponseClient;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.client.OAuth2ClientHttpRequestInterceptor;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;

/** A Spring Boot application with Spring Security's OAuth2 client, told the issuer and its registrations by properties. */
class SpringClientIT {

    private static final RekeyJar REKEY = RekeyJar.shared();
    private static final Map<String, Credentials> CLIENTS = new HashMap<>();
    private static final Map<String, JWK> KEYS = new HashMap<>();
    private static ConfigurableApplicationContext application = null;

    @BeforeAll
    static void start() throws Exception {
        Map<String, Object> properties = new HashMap<>();
        properties.put("spring.security.oauth2.client.provider.rekey.issuer-uri", REKEY.url());
        registered(properties, "basic", "client_secret_basic");
        registered(properties, "post", "client_secret_post");
        registered(properties, "wrong", "client_secret_basic");
        properties.put("spring.security.oauth2.client.registration.wrong.client-secret", "wrong");
        registered(properties, "retiring", "client_secret_basic");
        WebOrders.rotate(CLIENTS.get("retiring"));
        KEYS.put(
                "es256",
                new ECKeyGenerator(Curve.P_256)
                        .keyUse(KeyUse.SIGNATURE)
                        .keyID("es")
                        .generate());
        KEYS.put(
                "rs256",
                new RSAKeyGenerator(2048).keyUse(KeyUse.SIGNATURE).keyID("rs").generate());
        for (Map.Entry<String, JWK> key : KEYS.entrySet()) {
            registered(properties, key.getKey(), "private_key_jwt");
            WebOrders.addKey(
                    CLIENTS.get(key.getKey()), key.getValue().toPublicJWK().toJSONString());
        }
        application = new SpringApplicationBuilder(Shop.class)
                .web(WebApplicationType.NONE)
                .properties(properties)
                .properties(Map.of("spring.main.banner-mode", "off"))
                .run();
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"basic", "post", "retiring", "es256", "rs256"})
    void a_call_through_the_gateway(String registration) {
        JsonNode arrived = orders(registration);

        assertThat(arrived.path("client").asString())
                .isEqualTo(CLIENTS.get(registration).id());
        assertThat(arrived.path("scopes").asString()).isEqualTo(WebOrders.READ);
    }

    @Test
    void a_wrong_secret_is_told_as_invalid_client() {
        assertThatThrownBy(() -> orders("wrong")).hasMessageContaining("invalid_client");
    }

    private static JsonNode orders(String registration) {
        return application
                .getBean(RestClient.class)
                .get()
                .uri(WebOrders.PATH)
                .attributes(clientRegistrationId(registration))
                .retrieve()
                .body(JsonNode.class);
    }

    private static void registered(Map<String, Object> properties, String registration, String method) {
        Credentials client = WebOrders.client("");
        CLIENTS.put(registration, client);
        String prefix = "spring.security.oauth2.client.registration." + registration + ".";
        properties.put(prefix + "provider", "rekey");
        properties.put(prefix + "client-id", client.id());
        properties.put(prefix + "authorization-grant-type", "client_credentials");
        properties.put(prefix + "client-authentication-method", method);
        properties.put(prefix + "scope", WebOrders.READ);
        if (!method.equals("private_key_jwt")) {
            properties.put(prefix + "client-secret", client.secret());
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Shop {

        @Bean
        RestClient gateway(ClientRegistrationRepository registrations, OAuth2AuthorizedClientService clients) {
            NimbusJwtClientAuthenticationParametersConverter<OAuth2ClientCredentialsGrantRequest> assertions =
                    new NimbusJwtClientAuthenticationParametersConverter<>(
                            registration -> KEYS.get(registration.getRegistrationId()));
            // The audience of an assertion is the issuer; unasked, Spring Security names the token endpoint.
            assertions.setJwtClientAssertionCustomizer(
                    assertion -> assertion.getClaims().audience(List.of(REKEY.url())));
            RestClientClientCredentialsTokenResponseClient tokens =
                    new RestClientClientCredentialsTokenResponseClient();
            tokens.addParametersConverter(assertions);
            AuthorizedClientServiceOAuth2AuthorizedClientManager manager =
                    new AuthorizedClientServiceOAuth2AuthorizedClientManager(registrations, clients);
            manager.setAuthorizedClientProvider(OAuth2AuthorizedClientProviderBuilder.builder()
                    .clientCredentials(grant -> grant.accessTokenResponseClient(tokens))
                    .build());
            return RestClient.builder()
                    .baseUrl(Gateway.shared().url())
                    .requestInterceptor(new OAuth2ClientHttpRequestInterceptor(manager))
                    .build();
        }
    }
}
