package org.rekey.token.token;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.rekey.eventstore.Outage;
import org.rekey.eventstore.OutcomeUnknownException;
import org.rekey.token.client.Json;
import org.rekey.token.view.ViewUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;

/** Writes JSON, errors included. */
final class Answer {

    private static final Logger log = LoggerFactory.getLogger(Answer.class);
    private static final String JSON = "application/json";
    private static final String CHALLENGE = "Basic realm=\"rekey\", charset=\"UTF-8\"";

    private Answer() {}

    static void json(HttpServletResponse response, byte[] body) throws IOException {
        json(response, body, body.length);
    }

    static void json(HttpServletResponse response, JsonBytes body) throws IOException {
        json(response, body.bytes(), body.length());
    }

    private static void json(HttpServletResponse response, byte[] body, int length) throws IOException {
        response.setContentType(JSON);
        response.setContentLength(length);
        response.getOutputStream().write(body, 0, length);
    }

    /** Whatever went wrong, in the form in which refusals are answered. */
    static void failure(HttpServletRequest request, HttpServletResponse response, RuntimeException failure)
            throws IOException {
        if (failure instanceof ProtocolException refusal) {
            error(request, response, refusal);
        } else if (nobodyCanTell(failure)) {
            error(request, response, ProtocolException.unavailable());
        } else {
            log.error("A request to {} failed", request.getRequestURI(), failure);
            error(request, response, ProtocolException.serverError());
        }
    }

    private static boolean nobodyCanTell(RuntimeException failure) {
        return failure instanceof ViewUnavailableException
                || failure instanceof OutcomeUnknownException
                || Outage.isCauseOf(failure);
    }

    /** RFC 6749 section 5.2; for all endpoints alike (RFC 7009 section 2.2.1, RFC 7662 section 2.3). */
    static void error(HttpServletRequest request, HttpServletResponse response, AuthenticationException refusal)
            throws IOException {
        OAuth2Error error = refusal instanceof OAuth2AuthenticationException oauth2
                ? oauth2.getError()
                : new OAuth2Error(OAuth2ErrorCodes.SERVER_ERROR);
        response.setStatus(status(refusal, error));
        if (response.getStatus() == 401) {
            response.setHeader("WWW-Authenticate", CHALLENGE);
        } else if (response.getStatus() == 503 || response.getStatus() == 429) {
            response.setHeader("Retry-After", retryAfter(refusal));
        } else if (response.getStatus() == 408 || response.getStatus() == 413) {
            response.setHeader("Connection", "close");
        }
        json(response, body(error));
    }

    private static int status(AuthenticationException refusal, OAuth2Error error) {
        if (refusal instanceof ProtocolException protocol) {
            return protocol.status();
        }
        return error.getErrorCode().equals(OAuth2ErrorCodes.INVALID_CLIENT) ? 401 : 400;
    }

    private static String retryAfter(AuthenticationException refusal) {
        return refusal instanceof ProtocolException protocol ? Integer.toString(protocol.retryAfterSeconds()) : "1";
    }

    private static byte[] body(OAuth2Error error) {
        String text = "{\"error\":" + Json.text(error.getErrorCode());
        if (error.getDescription() != null) {
            text += ",\"error_description\":" + Json.text(error.getDescription());
        }
        return (text + "}").getBytes(StandardCharsets.UTF_8);
    }
}
