package org.rekey.adminapi;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.HiddenCharacters;
import org.rekey.domain.secret.SecretText;
import org.rekey.domain.secret.SetterRights;
import org.rekey.eventstore.Provenance;

/** What every call of the admin API carries, its body aside. */
public final class AdminRequest {

    static final String PREFIX = "/api/v1/";

    /** Where identity providers call (RFC 7644), with errors in a form of their own. */
    static final String SCIM_PREFIX = "/scim/v2/";

    private static final String CALLER = AdminRequest.class.getName() + ".caller";
    private static final String SESSION = AdminRequest.class.getName() + ".session";
    private static final String TRACE_ID = AdminRequest.class.getName() + ".traceId";

    /** W3C Trace Context section 3.2.2. */
    private static final Pattern TRACE_PARENT =
            Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-.*)?");

    private static final int LONGEST_USER_AGENT = 256;
    private static final int LONGEST_REASON = 500;

    private AdminRequest() {}

    static boolean isOne(HttpServletRequest request) {
        return isBelow(path(request));
    }

    static boolean isBelow(String path) {
        return path.startsWith(PREFIX) || path.startsWith(SCIM_PREFIX);
    }

    static boolean isScim(HttpServletRequest request) {
        return path(request).startsWith(SCIM_PREFIX);
    }

    /** As the container has decoded and normalized it: what filters and handlers are chosen by. */
    static String path(HttpServletRequest request) {
        String rest = request.getPathInfo();
        return rest == null ? request.getServletPath() : request.getServletPath() + rest;
    }

    static void setCaller(HttpServletRequest request, Caller caller) {
        request.setAttribute(CALLER, caller);
    }

    /** @throws IllegalStateException outside of {@code /api/v1} and {@code /scim/v2} */
    public static Caller caller(HttpServletRequest request) {
        Caller caller = (Caller) request.getAttribute(CALLER);
        if (caller == null) {
            throw new IllegalStateException("this call has not been authenticated");
        }
        return caller;
    }

    static void setSession(HttpServletRequest request, Session session) {
        request.setAttribute(SESSION, session);
    }

    /** Null when the call was made with a token. */
    public static @Nullable Session session(HttpServletRequest request) {
        return (Session) request.getAttribute(SESSION);
    }

    static String traceId(HttpServletRequest request) {
        String known = (String) request.getAttribute(TRACE_ID);
        if (known != null) {
            return known;
        }
        String traceId = givenTraceId(request.getHeader("traceparent"));
        request.setAttribute(TRACE_ID, traceId);
        return traceId;
    }

    private static String givenTraceId(@Nullable String traceParent) {
        if (traceParent != null) {
            var parts = TRACE_PARENT.matcher(traceParent);
            if (parts.matches()) {
                return parts.group(1);
            }
        }
        return UUID.randomUUID().toString().replace("-", "");
    }

    /** Who acts, from where and why: the metadata of the events that the call leads to. */
    public static Provenance provenance(HttpServletRequest request) {
        Caller caller = caller(request);
        return new Provenance(
                        caller.userId() == null ? "client:" + caller.clientId() : "user:" + caller.userId(),
                        session(request) == null ? "api" : "console",
                        request.getRemoteAddr(),
                        userAgent(request),
                        traceId(request),
                        caller.tenant(),
                        reason(request))
                .withRights(SetterRights.of(caller.ownScopes()));
    }

    private static @Nullable String reason(HttpServletRequest request) {
        String reason = given(request, "Rekey-Reason");
        if (reason != null && reason.codePointCount(0, reason.length()) > LONGEST_REASON) {
            throw ProblemException.malformed("Rekey-Reason", "must be up to " + LONGEST_REASON + " characters");
        }
        if (reason != null && HiddenCharacters.areIn(reason)) {
            throw ProblemException.outOfRules("Rekey-Reason", "must not hold invisible characters");
        }
        if (reason != null && !SecretText.allIn(reason).isEmpty()) {
            throw ProblemException.outOfRules("Rekey-Reason", "must not hold a secret: the trail would keep it");
        }
        return reason;
    }

    private static @Nullable String userAgent(HttpServletRequest request) {
        String agent = given(request, "User-Agent");
        return agent == null || agent.length() <= LONGEST_USER_AGENT ? agent : agent.substring(0, LONGEST_USER_AGENT);
    }

    private static @Nullable String given(HttpServletRequest request, String header) {
        String text = request.getHeader(header);
        return text == null || text.isBlank() ? null : text;
    }

    public static List<String> headers(HttpServletRequest request, String name) {
        return Collections.list(request.getHeaders(name));
    }
}
