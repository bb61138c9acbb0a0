package org.rekey.adminapi;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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

    private static final Set<String> WHOSE = Set.of("tenant", "owner");

    /** Identity providers add flags of their own to their calls, which mean nothing here; these would mean something. */
    private static final Set<String> UNKNOWN_TO_SCIM = Set.of("tenant", "owner", "dryRun");

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,40}");

    private final ParameterNameDiscoverer names = new DefaultParameterNameDiscoverer();
    private final Map<HandlerMethod, Set<String>> known = new ConcurrentHashMap<>();

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        String query = request.getQueryString();
        if (query != null && handler instanceof HandlerMethod method && AdminRequest.isOne(request)) {
            Set<String> parameters = known.computeIfAbsent(method, this::of);
            boolean scim = AdminRequest.isScim(request);
            for (String parameter : query.split("&")) {
                String name = decoded(parameter.split("=", 2)[0]);
                boolean fine = scim ? !UNKNOWN_TO_SCIM.contains(name) : name.isEmpty() || parameters.contains(name);
                if (!fine) {
                    throw refusal(name);
                }
            }
        }
        return true;
    }

    private static ProblemException refusal(String name) {
        return WHOSE.contains(name)
                ? ProblemException.forbidden("whose data a call is about follows from its token")
                : ProblemException.malformed(shown(name), "is not a parameter of this call");
    }

    private static String decoded(String name) {
        try {
            return URLDecoder.decode(name, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return name;
        }
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
