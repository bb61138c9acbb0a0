package org.rekey.adminapi;

import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.slf4j.MDC;
import org.springframework.web.filter.OncePerRequestFilter;

/** Sees every call first: headers of every answer, a trace id, and problem details for what no resolver caught. */
final class ProblemFilter extends OncePerRequestFilter {

    private final Problems problems;

    ProblemFilter(Problems problems) {
        this.problems = problems;
    }

    /** Once more when a call begins anew with its body. */
    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) {
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        MDC.put("traceId", AdminRequest.traceId(request));
        try {
            chain.doFilter(
                    new AcceptedAnswers(new TextHeaders(new CollectedBody(request))),
                    new WithoutErrorPages(request, response));
        } catch (Exception e) {
            if (!response.isCommitted()) {
                problems.send(request, response, e);
            }
        } finally {
            MDC.remove("traceId");
        }
    }

    /** {@code sendError} would have the container draw a page. */
    private final class WithoutErrorPages extends HttpServletResponseWrapper {

        private final HttpServletRequest request;

        WithoutErrorPages(HttpServletRequest request, HttpServletResponse response) {
            super(response);
            this.request = request;
        }

        @Override
        public void sendError(int status) throws IOException {
            problems.send(request, (HttpServletResponse) getResponse(), ProblemMapping.ofStatus(status));
        }

        @Override
        public void sendError(int status, String message) throws IOException {
            sendError(status);
        }
    }
}
