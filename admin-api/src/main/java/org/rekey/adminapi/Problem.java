package org.rekey.adminapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/** Problem details as they are sent (RFC 9457 section 3). */
record Problem(
        String type,
        String title,
        int status,
        String detail,
        String traceId,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ProblemException.FieldError> errors) {

    static Problem of(ProblemException problem, int status, String traceId) {
        return new Problem(
                problem.type().uri(), problem.type().title(), status, problem.detail(), traceId, problem.errors());
    }
}
