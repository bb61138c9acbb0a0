package org.rekey.command.signin;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.rekey.adminapi.Sessions;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.HttpSessionOAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.security.web.context.NullSecurityContextRepository;

/** Signing in with an identity provider, where one is set up under {@code spring.security.oauth2.client}. */
@AutoConfiguration(after = OAuth2ClientAutoConfiguration.class)
@ConditionalOnBean(ClientRegistrationRepository.class)
class OpenIdConfiguration {

    private static final String BEGIN = "/oauth2/authorization";

    @Bean
    OpenIdSignIn openIdSignIn(
            Accounts accounts,
            Sessions sessions,
            @Value("${rekey.sign-in.user-claim:preferred_username}") String userClaim,
            @Value("${rekey.sign-in.after:/}") String after) {
        return new OpenIdSignIn(accounts, sessions, userClaim, after);
    }

    /** The container's session lasts from the first step to the last one; then ours begins, and nothing else is kept. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    SecurityFilterChain openIdChain(HttpSecurity http, OpenIdSignIn signIn, ClientRegistrationRepository registrations)
            throws Exception {
        var resolver = new DefaultOAuth2AuthorizationRequestResolver(registrations, BEGIN);
        resolver.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
        return http.securityMatcher(BEGIN + "/*", "/login/oauth2/code/*")
                .authorizeHttpRequests(requests -> requests.anyRequest().denyAll())
                .exceptionHandling(
                        refused -> refused.authenticationEntryPoint(new HttpStatusEntryPoint(HttpStatus.NOT_FOUND)))
                .securityContext(context -> context.securityContextRepository(new NullSecurityContextRepository()))
                .requestCache(AbstractHttpConfigurer::disable)
                .csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .oauth2Login(login -> login.authorizationEndpoint(
                                endpoint -> endpoint.authorizationRequestResolver(new KnownProviders(resolver)))
                        .authorizedClientRepository(new HttpSessionOAuth2AuthorizedClientRepository())
                        .successHandler(signIn)
                        .failureHandler(signIn))
                .build();
    }

    /** An identity provider that nobody has set up is an address at which there is nothing, rather than an error. */
    private record KnownProviders(OAuth2AuthorizationRequestResolver all)
            implements OAuth2AuthorizationRequestResolver {

        @Override
        public @Nullable OAuth2AuthorizationRequest resolve(HttpServletRequest request) {
            try {
                return all.resolve(request);
            } catch (IllegalArgumentException e) {
                return null;
            }
        }

        @Override
        public @Nullable OAuth2AuthorizationRequest resolve(HttpServletRequest request, String registrationId) {
            return all.resolve(request, registrationId);
        }
    }
}
