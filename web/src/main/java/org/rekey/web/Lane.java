package org.rekey.web;

import java.util.Set;
import java.util.regex.Pattern;

/** The kinds of request that must not take threads from one another. */
enum Lane {
    /** Tokens, introspection, gateway checks: with no permit of their own, all threads are theirs that others leave. */
    TOKENS,
    /** What takes access away. */
    DENIALS,
    READS,
    WRITES,
    SIGN_INS,
    HEALTH,
    /** The JWKS and the metadata. */
    KEYS,
    OTHERS,
    /** Where there is nothing for anybody. */
    CLOSED;

    private static final String HEALTH_PATH = "/actuator/health";
    private static final Set<String> CHECKS = Set.of("/oauth2/token", "/oauth2/introspect", "/oauth2/check");
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final Pattern PASSWORD = Pattern.compile("/api/v1/(session|me/password|users/[^/]+/password)");
    private static final Pattern DENIAL = Pattern.compile("/api/v1/(clients/delete"
            + "|clients/[^/]+/(suspend|revoke-tokens|(secrets|keys)/[^/]+/retire)|users/[^/]+/deactivate)");

    /** @param path decoded and normalized */
    static Lane of(String method, String path, FormPaths forms) {
        if (CHECKS.contains(path)) {
            return TOKENS;
        }
        if (path.startsWith("/api/v1/") || path.startsWith("/scim/v2/")) {
            return ofAdminApi(method, path);
        }
        if (path.equals("/oauth2/revoke")) {
            return DENIALS;
        }
        if (path.equals("/oauth2/jwks") || path.startsWith("/.well-known/")) {
            return KEYS;
        }
        if (path.equals("/actuator") || path.startsWith("/actuator/")) {
            return isHealth(path) ? HEALTH : CLOSED;
        }
        return forms.tokens().contains(path) ? TOKENS : OTHERS;
    }

    private static Lane ofAdminApi(String method, String path) {
        if (READING.contains(method)) {
            return READS;
        }
        if (method.equals("DELETE")
                || method.equals("POST") && DENIAL.matcher(path).matches()) {
            return DENIALS;
        }
        return PASSWORD.matcher(path).matches() ? SIGN_INS : WRITES;
    }

    static boolean isHealth(String path) {
        return path.equals(HEALTH_PATH)
                || path.equals(HEALTH_PATH + "/liveness")
                || path.equals(HEALTH_PATH + "/readiness");
    }

    /** Whether forms are read there. */
    boolean takesForms(String path) {
        return this == TOKENS || path.equals("/oauth2/revoke");
    }
}
