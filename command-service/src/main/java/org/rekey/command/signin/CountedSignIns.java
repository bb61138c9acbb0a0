package org.rekey.command.signin;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.rekey.web.Bodies;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Counts an attempt to sign in before its body is read. Nothing of which the body never comes is an attempt. */
@Component
class CountedSignIns implements HandlerInterceptor, WebMvcConfigurer {

    private static final String ATTEMPT = CountedSignIns.class.getName();
    private static final String PATH = "/api/v1/session";

    private final Attempts attempts;

    CountedSignIns(Attempts attempts) {
        this.attempts = attempts;
    }

    static Attempts.Attempt attempt(HttpServletRequest request) {
        return Objects.requireNonNull(known(request));
    }

    private static Attempts.@Nullable Attempt known(HttpServletRequest request) {
        return (Attempts.Attempt) request.getAttribute(ATTEMPT);
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns(PATH);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getMethod().equals("POST") && known(request) == null) {
            request.setAttribute(ATTEMPT, attempts.begin(request.getRemoteAddr()));
        }
        return true;
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception thrown) {
        Attempts.Attempt attempt = known(request);
        if (attempt == null) {
            return;
        }
        if (request.isAsyncStarted()) {
            request.getAsyncContext().addListener(new Lost(request, attempt));
        } else if (Bodies.isRefused(request)) {
            attempt.takeBack();
        }
    }

    /** A sender who goes before the body has come. */
    private record Lost(HttpServletRequest request, Attempts.Attempt attempt) implements AsyncListener {

        @Override
        public void onComplete(AsyncEvent event) {}

        @Override
        public void onTimeout(AsyncEvent event) {}

        @Override
        public void onError(AsyncEvent event) {
            attempt.takeBack();
        }

        @Override
        public void onStartAsync(AsyncEvent event) {}
    }
}
