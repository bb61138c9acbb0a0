package org.rekey.token.token;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rekey.token.view.ViewWatch;

/** First in line at the endpoints that take a form: lets in nothing but one, and lets nothing out but JSON. */
final class FormGuard implements Filter {

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final Pattern CHARSET =
            Pattern.compile(";\\s*charset\\s*=\\s*\"?([^\\s;\"]+)", Pattern.CASE_INSENSITIVE);
    private static final Set<String> CHARSETS = Set.of("utf-8", "us-ascii");

    private final ViewWatch view;
    private final QuerySecrets secrets;
    private final QueryParameters queries;
    private final FormBody bodies;
    private final boolean tolerant;

    private FormGuard(
            ViewWatch view, QuerySecrets secrets, FormBody bodies, QueryParameters queries, boolean tolerant) {
        this.view = view;
        this.secrets = secrets;
        this.queries = queries;
        this.bodies = bodies;
        this.tolerant = tolerant;
    }

    static FormGuard strict(ViewWatch view, QuerySecrets secrets, FormBody bodies) {
        return new FormGuard(view, secrets, bodies, new QueryParameters(Set.of()), false);
    }

    /** As other servers' clients are used to: what is not secret may stand in the query, and then there may be no body. */
    static FormGuard tolerant(ViewWatch view, QuerySecrets secrets, FormBody bodies) {
        return new FormGuard(view, secrets, bodies, new QueryParameters(Set.of("grant_type", "scope")), true);
    }

    @Override
    public void doFilter(ServletRequest servletRequest, ServletResponse servletResponse, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest request = (HttpServletRequest) servletRequest;
        HttpServletResponse response = (HttpServletResponse) servletResponse;
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Pragma", "no-cache");
        if (request.getQueryString() != null) {
            secrets.look(request);
            if (request.isAsyncStarted()) {
                return;
            }
        }
        if (!request.getMethod().equals("POST")) {
            Methods.refuse(request, response, "POST");
            return;
        }
        try {
            Form query = queries.parse(request.getQueryString());
            refuseOtherThanForm(request);
            view.requireReady();
            Form form = bodies.of(request);
            if (form != null) {
                refuseUntyped(request, form);
                secrets.look(request, form);
                chain.doFilter(new FormRequest(request, queries.merge(form, query)), response);
            }
        } catch (RuntimeException e) {
            Answer.failure(request, response, e);
        }
    }

    private void refuseOtherThanForm(HttpServletRequest request) {
        if (request.getHeader("Content-Encoding") != null) {
            throw ProtocolException.invalidRequest(415, "the body must not be compressed");
        }
        String type = request.getContentType();
        if (FORM.equals(type) || (type == null && tolerant)) {
            return;
        }
        if (type == null || !mediaType(type).equals(FORM)) {
            throw notAForm();
        }
        String charset = charset(type);
        if (charset != null && !CHARSETS.contains(charset)) {
            throw ProtocolException.invalidRequest(415, "the body must be in UTF-8");
        }
    }

    private static void refuseUntyped(HttpServletRequest request, Form form) {
        if (!form.isEmpty() && request.getContentType() == null) {
            throw notAForm();
        }
    }

    private static ProtocolException notAForm() {
        return ProtocolException.invalidRequest("the body must be " + FORM);
    }

    private static @Nullable String charset(String contentType) {
        Matcher matcher = CHARSET.matcher(contentType);
        return matcher.find() ? matcher.group(1).toLowerCase(Locale.ROOT) : null;
    }

    private static String mediaType(String contentType) {
        int semicolon = contentType.indexOf(';');
        String type = semicolon < 0 ? contentType : contentType.substring(0, semicolon);
        return type.strip().toLowerCase(Locale.ROOT);
    }
}
