package org.rekey.adminapi;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.rekey.web.Bodies;
import org.rekey.web.Body;
import org.rekey.web.BodyRefusal;
import org.rekey.web.Bound;
import org.rekey.web.HttpProperties;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Has the body of a call read, which others find in the request then. Comes last, when the caller has been let in: while a
 * body is on its way the call holds no thread, and it begins anew when the body has come.
 */
final class BodyInterceptor implements HandlerInterceptor {

    /** After those that ask who calls, and those that others add. */
    static final int LAST = 1000;

    private static final String DOCUMENT = BodyInterceptor.class.getName();
    private static final long PATIENCE_SECONDS = 2;

    private final Bodies bodies;
    private final BodyBounds bounds;
    private final Semaphore documents;

    BodyInterceptor(Bodies bodies, HttpProperties http) {
        this.bodies = bodies;
        this.bounds = new BodyBounds(http.bodies());
        this.documents = new Semaphore(http.permits().documents(), true);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        if (!(handler instanceof HandlerMethod method) || !takesBody(method)) {
            return true;
        }
        Body body = read(request, bounds.of(request));
        if (body == null) {
            return false;
        }
        if (bounds.isDocument(body)) {
            awaitTurn();
            request.setAttribute(DOCUMENT, DOCUMENT);
        }
        Bodies.keep(request, body);
        return true;
    }

    private static boolean takesBody(HandlerMethod method) {
        return Arrays.stream(method.getMethodParameters())
                .anyMatch(parameter -> parameter.hasParameterAnnotation(RequestBody.class));
    }

    private @Nullable Body read(HttpServletRequest request, Bound bound) throws IOException {
        try {
            return bodies.read(CollectedBody.uncollected(request), bound);
        } catch (BodyRefusal e) {
            throw e.status() == 503
                    ? ProblemException.unavailable(e.explanation(), null)
                    : ProblemException.of(ProblemType.of(e.status()), e.explanation(), Map.of("Connection", "close"));
        }
    }

    /** What is made of a large document takes many times its memory. */
    private void awaitTurn() {
        try {
            if (documents.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw ProblemException.unavailable(
                "other large documents are being read: nothing was done, send it again", null);
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception thrown) {
        if (request.getAttribute(DOCUMENT) != null) {
            request.removeAttribute(DOCUMENT);
            documents.release();
        }
    }
}
