package org.rekey.adminapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A problem as identity providers read it (RFC 7644 section 3.12). */
record ScimError(
        List<String> schemas,
        String status,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String scimType,

        String detail) {

    static final String CONTENT_TYPE = "application/scim+json";

    private static final List<String> SCHEMAS = List.of("urn:ietf:params:scim:api:messages:2.0:Error");

    /** A value out of its rules is 400 there. */
    static int status(int status) {
        return status == 422 ? 400 : status;
    }

    static ScimError of(ProblemException problem, int status, String traceId) {
        String detail = status < 500 ? problem.detail() : problem.detail() + " (trace id " + traceId + ")";
        return new ScimError(
                SCHEMAS, Integer.toString(status), status == 400 ? scimType(problem) : problem.scimType(), detail);
    }

    private static @Nullable String scimType(ProblemException problem) {
        if (problem.scimType() != null) {
            return problem.scimType();
        }
        return problem.type() == ProblemType.OUT_OF_RULES ? "invalidValue" : "invalidSyntax";
    }
}
