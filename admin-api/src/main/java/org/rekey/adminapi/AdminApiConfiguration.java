package org.rekey.adminapi;

import java.util.List;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.rekey.eventstore.LogContinuity;
import org.rekey.eventstore.LogHead;
import org.rekey.eventstore.ProjectionPositions;
import org.rekey.web.Bodies;
import org.rekey.web.HttpProperties;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Wiring, where there is a web server. */
@AutoConfiguration
@ConditionalOnWebApplication
class AdminApiConfiguration {

    /** After forwarded headers have been read, before Spring Security (-100). */
    private static final int FIRST = -120;

    @Bean
    Problems adminApiProblems() {
        return new Problems();
    }

    @Bean
    FilterRegistrationBean<ProblemFilter> adminApiProblemFilter(Problems problems) {
        return on(new ProblemFilter(problems), FIRST);
    }

    @Bean
    FilterRegistrationBean<BearerFilter> adminApiBearerFilter(
            TokenCheck tokens,
            ObjectProvider<Sessions> sessions,
            ObjectProvider<PersonCheck> people,
            LogContinuity log) {
        SessionCallers callers = callers(sessions.getIfAvailable(), people.getIfAvailable());
        return on(new BearerFilter(tokens, callers, log), FIRST + 1);
    }

    /** Null in a process that does not know the people. */
    private static @Nullable SessionCallers callers(@Nullable Sessions sessions, @Nullable PersonCheck people) {
        return sessions == null || people == null ? null : new SessionCallers(sessions, people);
    }

    private static <F extends OncePerRequestFilter> FilterRegistrationBean<F> on(F filter, int order) {
        FilterRegistrationBean<F> registration = new FilterRegistrationBean<>(filter);
        registration.addUrlPatterns(AdminRequest.PREFIX + "*", AdminRequest.SCIM_PREFIX + "*");
        registration.setOrder(order);
        return registration;
    }

    @Bean
    AccessLevels adminApiAccessLevels(ObjectProvider<RequestMappingHandlerMapping> mappings) {
        return new AccessLevels(mappings);
    }

    @Bean
    WebMvcConfigurer adminApiWebMvc(AccessLevels levels, Bodies bodies, HttpProperties http) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(levels);
                registry.addInterceptor(new KnownParameters());
                registry.addInterceptor(new BodyInterceptor(bodies, http)).order(BodyInterceptor.LAST);
            }

            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new CallArguments());
            }
        };
    }

    @Bean
    RekeyPosition rekeyPosition(ProjectionPositions projections, LogHead log, HttpProperties http) {
        return new RekeyPosition(projections, log, new Semaphore(http.permits().positionWaits()));
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(SecurityFilterChain.class)
    static class BesideSpringSecurity {

        /** The bearer check has been made by then; what is set up for OAuth2 endpoints does not apply here. */
        @Bean
        @Order(Ordered.HIGHEST_PRECEDENCE)
        SecurityFilterChain adminApiSecurityFilterChain() {
            return new DefaultSecurityFilterChain(
                    new OrRequestMatcher(
                            PathPatternRequestMatcher.pathPattern(AdminRequest.PREFIX + "**"),
                            PathPatternRequestMatcher.pathPattern(AdminRequest.SCIM_PREFIX + "**")),
                    List.of());
        }
    }
}
