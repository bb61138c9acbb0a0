package org.rekey.interop;

import static org.springframework.security.config.Customizer.withDefaults;

import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The API of {@link WebOrders} as a small Spring Boot application, a resource server of Spring Security. */
final class SpringApi implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private SpringApi(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Verifies tokens by the JWKS: type, issuer, audience and DPoP proofs. */
    static SpringApi byJwks() {
        return start(Jwts.class, Map.of("rekey.issuer", RekeyJar.shared().url()));
    }

    /** Asks Rekey about each token, as a client that may introspect. */
    static SpringApi byIntrospection() {
        RekeyJar rekey = RekeyJar.shared();
        Credentials asking = rekey.createClient("""
                {"name": "Spring API", "scopes": [{"api": "rekey-tokens"}]}""");
        String prefix = "spring.security.oauth2.resourceserver.opaquetoken.";
        return start(
                Opaque.class,
                Map.of(
                        prefix + "introspection-uri", rekey.url() + "/oauth2/introspect",
                        prefix + "client-id", asking.id(),
                        prefix + "client-secret", asking.secret()));
    }

    String url() {
        return "http://localhost:"
                + ((WebServerApplicationContext) context).getWebServer().getPort();
    }

    Answer call(String method, String authorization, String... more) {
        String[] headers = new String[more.length + 2];
        headers[0] = "Authorization";
        headers[1] = authorization;
        System.arraycopy(more, 0, headers, 2, more.length);
        return Http.send(method, url() + WebOrders.PATH, "", headers);
    }

    @Override
    public void close() {
        context.close();
    }

    private static SpringApi start(Class<?> application, Map<String, Object> properties) {
        return new SpringApi(new SpringApplicationBuilder(application)
                .web(WebApplicationType.SERVLET)
                .properties(properties)
                .properties(Map.of("server.port", "0", "spring.main.banner-mode", "off"))
                .run());
    }

    private static void rules(HttpSecurity http) {
        http.authorizeHttpRequests(requests -> requests.requestMatchers(HttpMethod.GET, WebOrders.PATH)
                .hasAuthority("SCOPE_" + WebOrders.READ)
                .requestMatchers(HttpMethod.POST, WebOrders.PATH)
                .hasAuthority("SCOPE_" + WebOrders.WRITE)
                .anyRequest()
                .denyAll());
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(Orders.class)
    static class Jwts {

        @Bean
        SecurityFilterChain filters(HttpSecurity http) {
            rules(http);
            return http.oauth2ResourceServer(
                            tokens -> tokens.jwt(withDefaults()).dPoP(withDefaults()))
                    .build();
        }

        /** Left to its properties, Spring Boot takes only tokens of type JWT; those of RFC 9068 say {@code at+jwt}. */
        @Bean
        JwtDecoder decoder(@Value("${rekey.issuer}") String issuer) {
            NimbusJwtDecoder decoder = NimbusJwtDecoder.withIssuerLocation(issuer)
                    .validateType(false)
                    .build();
            decoder.setJwtValidator(JwtValidators.createAtJwtValidator()
                    .issuer(issuer)
                    .audience(WebOrders.AUDIENCE)
                    .build());
            return decoder;
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(Orders.class)
    static class Opaque {

        @Bean
        SecurityFilterChain filters(HttpSecurity http) {
            rules(http);
            return http.oauth2ResourceServer(tokens -> tokens.opaqueToken(withDefaults()))
                    .build();
        }
    }

    @RestController
    static class Orders {

        @RequestMapping(WebOrders.PATH)
        Map<String, String> orders(Authentication caller) {
            return Map.of("client", caller.getName());
        }
    }
}
