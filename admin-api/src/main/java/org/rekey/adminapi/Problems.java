package org.rekey.adminapi;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.Halt;
import org.rekey.eventstore.Outage;
import org.rekey.eventstore.OutageLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import tools.jackson.databind.json.JsonMapper;

/**
 * Turns whatever goes wrong under {@code /api} into problem details, and under {@code /scim} into its errors, before a controller is chosen or after. Bound to the
 * path and not to controllers, because an unknown path or a refused content type has none.
 */
final class Problems implements HandlerExceptionResolver, Ordered {

    private static final Logger log = LoggerFactory.getLogger(Problems.class);

    private final JsonMapper json = JsonMapper.shared();

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception thrown) {
        if (!AdminRequest.isOne(request) || response.isCommitted()) {
            return null;
        }
        send(request, response, thrown);
        return new ModelAndView();
    }

    void send(HttpServletRequest request, HttpServletResponse response, Throwable thrown) {
        Halt.onOutOfMemory(thrown);
        String traceId = AdminRequest.traceId(request);
        ProblemException problem = ProblemMapping.of(thrown);
        tell(request, traceId, problem, thrown);
        ProblemMapping.headersOf(thrown).forEach(response::setHeader);
        problem.headers().forEach(response::setHeader);
        int status = ProblemMapping.statusOf(thrown, problem);
        if (AdminRequest.isScim(request)) {
            int scimStatus = ScimError.status(status);
            write(response, scimStatus, ScimError.CONTENT_TYPE, ScimError.of(problem, scimStatus, traceId));
        } else {
            write(response, status, "application/problem+json", Problem.of(problem, status, traceId));
        }
    }

    /** Many are answered 503 at a time, for one reason. */
    private static void tell(HttpServletRequest request, String traceId, ProblemException problem, Throwable thrown) {
        if (Outage.isCauseOf(thrown)) {
            OutageLog.noticed("a request", thrown);
        } else if (problem.type() == ProblemType.UNAVAILABLE) {
            log.debug("{} {} is answered 503, trace id {}", request.getMethod(), AdminRequest.path(request), traceId);
        } else if (problem.type().status() >= 500) {
            log.error("{} {} failed, trace id {}", request.getMethod(), AdminRequest.path(request), traceId, thrown);
        }
    }

    private void write(HttpServletResponse response, int status, String contentType, Object problem) {
        response.resetBuffer();
        response.setStatus(status);
        response.setContentType(contentType);
        byte[] body = json.writeValueAsBytes(problem);
        response.setContentLength(body.length);
        try {
            response.getOutputStream().write(body);
            response.flushBuffer(); // or else the servlet adds an Allow of its own to the answer to OPTIONS
        } catch (IOException e) {
            log.debug("The caller did not wait for the answer", e);
        }
    }
}
