package org.rekey.adminapi;

/** The kinds of problem that clients can tell apart: {@code type} is {@code urn:rekey:problem:<name>}. */
public enum ProblemType {
    MALFORMED(400, "malformed", "The request is malformed"),
    UNAUTHORIZED(401, "unauthorized", "A valid access token is needed"),
    FORBIDDEN(403, "forbidden", "The caller may not do this"),
    UNKNOWN(404, "unknown", "There is no such thing"),
    METHOD_NOT_ALLOWED(405, "method-not-allowed", "The method does not apply here"),
    NOT_ACCEPTABLE(406, "not-acceptable", "The answer cannot be given in an accepted form"),
    TOO_SLOW(408, "too-slow", "The request took too long to arrive"),
    CONFLICT(409, "conflict", "The state of things does not allow this"),
    IN_PROGRESS(409, "in-progress", "A request with this Idempotency-Key is still running"),
    SECRET_NO_LONGER_AVAILABLE(409, "secret-no-longer-available", "The secret is no longer available"),
    STALE(412, "stale", "It has changed since it was read"),
    TOO_LARGE(413, "too-large", "The request is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "unsupported-media-type", "The request has a content type that is not read here"),
    OUT_OF_RULES(422, "out-of-rules", "A value is out of its rules"),
    KEY_REUSED(422, "idempotency-key-reused", "The Idempotency-Key belongs to another request"),
    TOO_MANY(429, "too-many", "There were too many attempts"),
    INTERNAL(500, "internal", "Something went wrong"),
    UNAVAILABLE(503, "unavailable", "The service cannot answer at present");

    private final int status;
    private final String slug;
    private final String title;

    ProblemType(int status, String slug, String title) {
        this.status = status;
        this.slug = slug;
        this.title = title;
    }

    public int status() {
        return status;
    }

    String uri() {
        return "urn:rekey:problem:" + slug;
    }

    String title() {
        return title;
    }

    /** The plain kind of a status; statuses without one of their own count as malformed or internal. */
    static ProblemType of(int status) {
        for (ProblemType type : values()) {
            if (type.status == status) {
                return type;
            }
        }
        return status < 500 ? MALFORMED : INTERNAL;
    }
}
