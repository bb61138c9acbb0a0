package org.rekey.token.exposure;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.secret.SecretText;
import org.rekey.token.client.Origin;
import org.springframework.stereotype.Component;

/**
 * Notices secrets that a request has where logs, histories and other servers keep them: in its path and query, as a bearer
 * token, as a user name, in what a gateway asks about. Whatever it finds, the request goes on as if there were nothing.
 */
@Component
public class MisplacedSecrets implements Filter {

    private static final String BASIC = "basic ";

    /** The beginning of {@code rk_} in Base64. */
    private static final String USER_IS_SECRET = "cmtf";

    private static final int LONGEST_PLACE = 100;

    private final ExposedSecrets exposed;

    MisplacedSecrets(ExposedSecrets exposed) {
        this.exposed = exposed;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request instanceof HttpServletRequest http) {
            look(http);
        }
        chain.doFilter(request, response);
    }

    private void look(HttpServletRequest request) {
        report(request, "the path", SecretsInText.inEscaped(request.getRequestURI()));
        report(request, "the query", SecretsInText.inEscaped(request.getQueryString()));
        report(request, "X-Original-URI", SecretsInText.inEscaped(request.getHeader("X-Original-URI")));
        report(request, "the reason", SecretsInText.in(request.getHeader("Rekey-Reason")));
        String authorization = request.getHeader("Authorization");
        if (authorization == null) {
            return;
        }
        if (!authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            report(request, "the bearer token", SecretsInText.in(authorization));
        } else if (authorization.startsWith(USER_IS_SECRET, BASIC.length())) {
            report(request, "the user name", SecretsInText.in(decoded(authorization.substring(BASIC.length()))));
        }
    }

    private static @Nullable String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64.strip()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }

    /** @param place as in {@code the query} */
    public void report(HttpServletRequest request, String place, List<String> secrets) {
        for (String secret : secrets) {
            exposed.seen(new Sighting(null, secret, place + " of " + call(request), Origin.of(request)));
        }
    }

    /** It comes to stand in the log: short, on one line, and without the secret. */
    public static String call(HttpServletRequest request) {
        String call = SecretText.hiddenIn(request.getMethod() + " " + request.getServletPath())
                .replaceAll("[^ -~…]", "?");
        return call.length() <= LONGEST_PLACE ? call : call.substring(0, LONGEST_PLACE);
    }
}
