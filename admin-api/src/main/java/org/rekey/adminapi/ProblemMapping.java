package org.rekey.adminapi;

import java.util.HashMap;
import java.util.Map;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.rekey.domain.Refusal;
import org.rekey.eventstore.ConflictException;
import org.rekey.eventstore.LogGoneBackException;
import org.rekey.eventstore.Outage;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Which problem an exception is. Texts of exceptions that are not our own stay inside: they name classes and SQL. */
final class ProblemMapping {

    private static final String GONE_BACK =
            "the database was put back to an earlier state: nothing is accepted until an operator has confirmed it";
    private static final String ASK_AGAIN = "the outcome is unknown: retry with the same Idempotency-Key";

    private ProblemMapping() {}

    static ProblemException of(Throwable thrown) {
        if (thrown instanceof ProblemException problem) {
            return problem;
        } else if (thrown instanceof Refusal refusal) {
            return ofRefusal(refusal);
        } else if (thrown instanceof ConflictException) {
            return ProblemException.of(
                    ProblemType.CONFLICT, "somebody else changed it at the same moment, or it exists already");
        } else if (thrown instanceof AggregateNotFoundException) {
            return ProblemException.of(ProblemType.UNKNOWN, "there is nothing at this address");
        } else if (thrown instanceof LogGoneBackException) {
            return ProblemException.unavailable(GONE_BACK, thrown);
        } else if (Outage.isCauseOf(thrown)) {
            return ProblemException.unavailable(ASK_AGAIN, thrown);
        } else if (thrown instanceof MethodArgumentTypeMismatchException mismatch) {
            return ProblemException.malformed(mismatch.getName(), "is not of the right form");
        } else if (thrown instanceof HttpMessageNotReadableException) {
            return ProblemException.malformed("the request body is missing or cannot be read");
        } else if (thrown instanceof ServletRequestBindingException) {
            return ProblemException.malformed("a parameter or header is missing or cannot be read");
        } else if (thrown instanceof ErrorResponse response) {
            return ofStatus(response.getStatusCode().value());
        }
        return ofStatus(500);
    }

    private static ProblemException ofRefusal(Refusal refusal) {
        String message = String.valueOf(refusal.getMessage());
        String field = refusal.field();
        return switch (refusal.kind()) {
            case UNKNOWN -> ProblemException.of(ProblemType.UNKNOWN, message);
            case CONFLICT -> ProblemException.of(ProblemType.CONFLICT, message);
            case RULE ->
                field == null
                        ? ProblemException.of(ProblemType.OUT_OF_RULES, message)
                        : ProblemException.outOfRules(field, message);
        };
    }

    static ProblemException ofStatus(int status) {
        ProblemType type = ProblemType.of(status);
        String detail =
                switch (type) {
                    case UNKNOWN -> "there is nothing at this address";
                    case METHOD_NOT_ALLOWED -> "the header Allow lists the methods that do";
                    case NOT_ACCEPTABLE -> "answers are application/json";
                    case UNSUPPORTED_MEDIA_TYPE -> "send application/json";
                    case INTERNAL -> "the trace id leads to it in the log";
                    case UNAVAILABLE -> ASK_AGAIN;
                    default -> "the request cannot be understood";
                };
        return type == ProblemType.UNAVAILABLE
                ? ProblemException.unavailable(detail, null)
                : ProblemException.of(type, detail);
    }

    /** The exact status, where a kind of problem has several. */
    static int statusOf(Throwable thrown, ProblemException problem) {
        boolean plain = problem.type() == ProblemType.MALFORMED || problem.type() == ProblemType.INTERNAL;
        return plain && thrown instanceof ErrorResponse response
                ? response.getStatusCode().value()
                : problem.type().status();
    }

    /** {@code Allow} of a 405, {@code Accept} of a 415. */
    static Map<String, String> headersOf(Throwable thrown) {
        Map<String, String> headers = new HashMap<>();
        if (thrown instanceof ErrorResponse response) {
            response.getHeaders().forEach((name, values) -> headers.put(name, String.join(", ", values)));
        }
        return headers;
    }
}
