package org.rekey.command;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rekey.adminapi.AdminRequest;
import org.rekey.adminapi.ProblemException;
import org.springframework.core.MethodParameter;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Lets endpoints take {@link Act}, {@link JsonBody} and {@link DocumentBody} as parameters. */
@Component
class ActArgument implements HandlerMethodArgumentResolver, WebMvcConfigurer {

    private static final int LONGEST_KEY = 255;

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(this);
    }

    @Override
    public void configureMessageConverters(HttpMessageConverters.ServerBuilder converters) {
        converters.addCustomConverter(new JsonBodyConverter());
        converters.addCustomConverter(new DocumentBodyConverter());
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Act.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest webRequest,
            @Nullable WebDataBinderFactory binders) {
        HttpServletRequest request = webRequest.getNativeRequest(HttpServletRequest.class);
        if (request == null) {
            throw new IllegalStateException("only servlet requests lead here");
        }
        return new Act(
                AdminRequest.caller(request),
                AdminRequest.provenance(request),
                request.getMethod(),
                request.getRequestURI(),
                idempotencyKey(AdminRequest.headers(request, "Idempotency-Key")),
                IfMatch.of(AdminRequest.headers(request, "If-Match")));
    }

    private static @Nullable String idempotencyKey(List<String> headers) {
        if (headers.isEmpty()) {
            return null;
        }
        String key = headers.get(0).strip();
        if (headers.size() > 1 || key.isEmpty() || key.length() > LONGEST_KEY) {
            throw ProblemException.malformed(
                    "Idempotency-Key", "must be given once, with 1 to " + LONGEST_KEY + " characters");
        }
        return key;
    }
}
