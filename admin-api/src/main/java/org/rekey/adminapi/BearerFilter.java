package org.rekey.adminapi;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rekey.eventstore.LogContinuity;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Nobody gets in without an active token in the header {@code Authorization} (RFC 6750 section 2.1) or, without that
 * header, the session of a person who still counts. Signing in is what comes before.
 */
final class BearerFilter extends OncePerRequestFilter {

    private static final String CHALLENGE = "WWW-Authenticate";
    private static final int LONGEST_TOKEN = 16_384;
    private static final Pattern BEARER = Pattern.compile("(?i:Bearer)(?: +(.*))?");
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");
    private static final Pattern IN_QUERY = Pattern.compile("(^|.*&)access_token(=.*|&.*|$)");

    private static final String SIGN_IN = AdminRequest.PREFIX + "session";

    private final TokenCheck tokens;
    private final @Nullable SessionCallers sessions;
    private final LogContinuity log;

    BearerFilter(TokenCheck tokens, @Nullable SessionCallers sessions, LogContinuity log) {
        this.tokens = tokens;
        this.log = log;
        this.sessions = sessions;
    }

    /** Once more when a call begins anew with its body: meanwhile its token may have been revoked. */
    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        log.requireWhole();
        refuseExposedToken(request);
        if (!isSignIn(request)) {
            AdminRequest.setCaller(request, caller(request));
        }
        chain.doFilter(request, response);
    }

    private static boolean isSignIn(HttpServletRequest request) {
        return request.getMethod().equals("POST") && AdminRequest.path(request).equals(SIGN_IN);
    }

    private Caller caller(HttpServletRequest request) {
        if (sessions != null && request.getHeader("Authorization") == null) {
            Caller person = sessions.of(request);
            if (person != null) {
                return person;
            }
        }
        Caller caller = tokens.check(token(request));
        if (caller == null) {
            throw invalidToken();
        }
        return caller;
    }

    /** A token in a URL ends up in logs (RFC 6750 sections 2.3 and 5.3). Forms do not come as far as here. */
    private static void refuseExposedToken(HttpServletRequest request) {
        String query = request.getQueryString();
        if (query != null && IN_QUERY.matcher(query).matches()) {
            throw invalidRequest("an access token belongs in the header Authorization");
        }
    }

    private static String token(HttpServletRequest request) {
        List<String> given = AdminRequest.headers(request, "Authorization");
        if (given.size() > 1) {
            throw invalidRequest("one header Authorization is enough");
        }
        Matcher bearer = BEARER.matcher(given.isEmpty() ? "" : given.get(0).strip());
        if (!bearer.matches()) {
            throw ProblemException.unauthorized("send an access token as bearer token, or sign in");
        }
        String token = bearer.group(1);
        if (token == null
                || token.length() > LONGEST_TOKEN
                || !TOKEN.matcher(token).matches()) {
            throw invalidToken();
        }
        return token;
    }

    private static ProblemException invalidToken() {
        return ProblemException.of(
                ProblemType.UNAUTHORIZED,
                "the access token is not active, or not for this API",
                Map.of(CHALLENGE, "Bearer error=\"invalid_token\""));
    }

    private static ProblemException invalidRequest(String detail) {
        return ProblemException.of(
                ProblemType.MALFORMED, detail, Map.of(CHALLENGE, "Bearer error=\"invalid_request\""));
    }
}
