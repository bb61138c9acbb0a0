package org.rekey.adminapi;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Ends a request with problem details (RFC 9457). What it says is sent as it is. */
public final class ProblemException extends RuntimeException {

    /** @param field as the request names it, with dots between levels */
    public record FieldError(String field, String message) {}

    private final ProblemType type;
    private final List<FieldError> errors;
    private final Map<String, String> headers;
    private final @Nullable String scimType;

    private ProblemException(
            ProblemType type,
            String detail,
            List<FieldError> errors,
            Map<String, String> headers,
            @Nullable Throwable cause) {
        this(type, detail, errors, headers, null, cause);
    }

    private ProblemException(
            ProblemType type,
            String detail,
            List<FieldError> errors,
            Map<String, String> headers,
            @Nullable String scimType,
            @Nullable Throwable cause) {
        super(detail, cause, false, false);
        this.type = type;
        this.errors = errors;
        this.headers = headers;
        this.scimType = scimType;
    }

    public static ProblemException of(ProblemType type, String detail) {
        return new ProblemException(type, detail, List.of(), Map.of(), null);
    }

    static ProblemException of(ProblemType type, String detail, Map<String, String> headers) {
        return new ProblemException(type, detail, List.of(), headers, null);
    }

    public static ProblemException malformed(String detail) {
        return of(ProblemType.MALFORMED, detail);
    }

    public static ProblemException malformed(String field, String message) {
        return ofField(ProblemType.MALFORMED, field, message);
    }

    public static ProblemException outOfRules(String field, String message) {
        return ofField(ProblemType.OUT_OF_RULES, field, message);
    }

    /** @param scimType one of RFC 7644 table 9 */
    public static ProblemException scim(ProblemType type, String scimType, String detail) {
        return new ProblemException(type, detail, List.of(), Map.of(), scimType, null);
    }

    static ProblemException ofField(ProblemType type, String field, String message) {
        return new ProblemException(
                type, field + " " + message, List.of(new FieldError(field, message)), Map.of(), null);
    }

    public static ProblemException forbidden(String detail) {
        return of(ProblemType.FORBIDDEN, detail);
    }

    /** Whatever it was that did not count as a proof of who calls. */
    public static ProblemException unauthorized(String detail) {
        return of(ProblemType.UNAUTHORIZED, detail, Map.of("WWW-Authenticate", "Bearer"));
    }

    public static ProblemException tooMany(String detail, long seconds) {
        return of(ProblemType.TOO_MANY, detail, Map.of("Retry-After", Long.toString(seconds)));
    }

    /** RFC 6750 section 3.1. */
    public static ProblemException insufficientScope(String scope) {
        return insufficientScope(scope, "the access token lacks the scope " + scope);
    }

    /** RFC 6750 section 3.1. */
    public static ProblemException insufficientScope(String scope, String detail) {
        return of(
                ProblemType.FORBIDDEN,
                detail,
                Map.of("WWW-Authenticate", "Bearer error=\"insufficient_scope\", scope=\"" + scope + "\""));
    }

    /** Neither success nor failure: the caller should ask again. */
    public static ProblemException unavailable(String detail, @Nullable Throwable cause) {
        return new ProblemException(ProblemType.UNAVAILABLE, detail, List.of(), Map.of("Retry-After", "1"), cause);
    }

    public ProblemType type() {
        return type;
    }

    String detail() {
        return String.valueOf(getMessage());
    }

    List<FieldError> errors() {
        return errors;
    }

    Map<String, String> headers() {
        return headers;
    }

    @Nullable
    String scimType() {
        return scimType;
    }
}
