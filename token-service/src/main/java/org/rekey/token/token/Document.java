package org.rekey.token.token;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Supplier;

/** A public document that everybody may read, and keep for a while. */
final class Document implements Filter {

    private final Supplier<byte[]> content;
    private final String cacheControl;

    Document(Supplier<byte[]> content, long keepSeconds) {
        this.content = content;
        this.cacheControl = "public, max-age=" + keepSeconds;
    }

    @Override
    public void doFilter(ServletRequest servletRequest, ServletResponse servletResponse, FilterChain chain)
            throws IOException {
        HttpServletRequest request = (HttpServletRequest) servletRequest;
        HttpServletResponse response = (HttpServletResponse) servletResponse;
        if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
            Methods.refuse(request, response, "GET, HEAD");
            return;
        }
        try {
            byte[] body = content.get();
            response.setHeader("Cache-Control", cacheControl);
            Answer.json(response, body);
        } catch (RuntimeException e) {
            Answer.failure(request, response, e);
        }
    }
}
