package org.rekey.adminapi;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.ParameterNameDiscoverer;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** Refuses a parameter that the endpoint does not have: a misspelt filter would show too much, a misspelt dryRun act. */
final class KnownParameters implements HandlerInterceptor {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,40}");

    private final ParameterNameDiscoverer names = new DefaultParameterNameDiscoverer();
    private final Map<HandlerMethod, Set<String>> known = new ConcurrentHashMap<>();

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method && AdminRequest.isOne(request)) {
            Set<String> parameters = known.computeIfAbsent(method, this::of);
            for (String name : Collections.list(request.getParameterNames())) {
                if (!parameters.contains(name)) {
                    throw ProblemException.malformed(shown(name), "is not a parameter of this call");
                }
            }
        }
        return true;
    }

    private static String shown(String name) {
        return NAME.matcher(name).matches() ? name : "?";
    }

    private Set<String> of(HandlerMethod method) {
        return Arrays.stream(method.getMethodParameters())
                .filter(parameter -> parameter.hasParameterAnnotation(RequestParam.class))
                .map(parameter -> {
                    parameter.initParameterNameDiscovery(names);
                    return String.valueOf(parameter.getParameterName());
                })
                .collect(Collectors.toSet());
    }
}
