package org.rekey.adminapi;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.stream.Stream;
import org.rekey.domain.api.AccessLevel;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.http.HttpMethod;
import org.springframework.web.cors.CorsUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Holds every endpoint to whom it declares itself for, and refuses to start with one that declares nothing. */
final class AccessLevels implements HandlerInterceptor, SmartInitializingSingleton {

    private final ObjectProvider<RequestMappingHandlerMapping> mappings;

    AccessLevels(ObjectProvider<RequestMappingHandlerMapping> mappings) {
        this.mappings = mappings;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (CorsUtils.isPreFlightRequest(request) && AdminRequest.isOne(request)) {
            throw ProblemException.forbidden("no page of another origin may call this");
        }
        if (handler instanceof HandlerMethod method) {
            Requires requires = method.getMethodAnnotation(Requires.class);
            if (requires != null) {
                check(request, scopeOf(requires.value()));
            } else if (method.hasMethodAnnotation(ForPeople.class)) {
                refuseUnlessPerson(request);
            } else if (AdminRequest.isOne(request)
                    && !method.hasMethodAnnotation(ForAnybody.class)
                    && !HttpMethod.OPTIONS.matches(request.getMethod())) {
                throw new IllegalStateException(method + " declares no access level");
            }
        }
        return true;
    }

    private static void check(HttpServletRequest request, String scope) {
        Caller caller = AdminRequest.caller(request);
        if (!caller.has(scope)) {
            throw ProblemException.insufficientScope(scope);
        }
    }

    private static void refuseUnlessPerson(HttpServletRequest request) {
        if (AdminRequest.caller(request).userId() == null) {
            throw ProblemException.forbidden("this is for people: sign in, or use a token of credentials of your own");
        }
    }

    static String scopeOf(AccessLevel level) {
        return "rekey." + level.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void afterSingletonsInstantiated() {
        mappings.forEach(mapping -> mapping.getHandlerMethods().forEach(AccessLevels::refuseUndeclared));
    }

    /** {@code produces} makes Spring refuse an {@code Accept} before the command is carried out and not after. */
    private static void refuseUndeclared(RequestMappingInfo mapping, HandlerMethod method) {
        boolean ofAdminApi = mapping.getPatternValues().stream().anyMatch(AdminRequest::isBelow);
        if (!ofAdminApi) {
            return;
        }
        long declared = Stream.of(Requires.class, ForPeople.class, ForAnybody.class)
                .filter(method::hasMethodAnnotation)
                .count();
        if (declared != 1) {
            throw new IllegalStateException(method + " lacks @Requires, or has something else as well");
        }
        if (mapping.getProducesCondition().isEmpty()) {
            throw new IllegalStateException(method + " does not say what it produces");
        }
    }
}
