package org.rekey.token.token;

import org.rekey.token.key.DpopRefusal;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;

/** A refusal with the error code of RFC 6749 section 5.2. Ordinary traffic, so it carries no stack trace. */
final class ProtocolException extends OAuth2AuthenticationException {

    private final int status;
    private final int retryAfterSeconds;

    private ProtocolException(int status, String code, String description) {
        this(status, code, description, 1);
    }

    private ProtocolException(int status, String code, String description, int retryAfterSeconds) {
        super(new OAuth2Error(code, description, null));
        this.status = status;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    static ProtocolException invalidRequest(String description) {
        return new ProtocolException(400, OAuth2ErrorCodes.INVALID_REQUEST, description);
    }

    static ProtocolException invalidRequest(int status, String description) {
        return new ProtocolException(status, OAuth2ErrorCodes.INVALID_REQUEST, description);
    }

    static ProtocolException invalidScope(String description) {
        return new ProtocolException(400, OAuth2ErrorCodes.INVALID_SCOPE, description);
    }

    /** RFC 8707 section 2. Says the same whatever was wrong: nobody learns which APIs there are. */
    static ProtocolException invalidTarget() {
        return new ProtocolException(
                400, "invalid_target", "resource must be the URI of an API granted to this client");
    }

    static ProtocolException invalidGrant(String description) {
        return new ProtocolException(400, OAuth2ErrorCodes.INVALID_GRANT, description);
    }

    /** Says the same whatever was wrong: nobody learns which clients exist. */
    static ProtocolException invalidClient() {
        return new ProtocolException(401, OAuth2ErrorCodes.INVALID_CLIENT, "client authentication failed");
    }

    /** @param secondsToWait after so many wrong ones; 0 if there were not too many */
    static ProtocolException invalidClient(int secondsToWait) {
        return secondsToWait == 0 ? invalidClient() : tooMany(secondsToWait);
    }

    /** RFC 6585 section 4. */
    static ProtocolException tooMany(int secondsToWait) {
        return new ProtocolException(
                429,
                OAuth2ErrorCodes.TEMPORARILY_UNAVAILABLE,
                "too many requests of this kind, try again later",
                secondsToWait);
    }

    static ProtocolException unavailable() {
        return unavailable(1);
    }

    static ProtocolException unavailable(int secondsToWait) {
        return new ProtocolException(
                503,
                OAuth2ErrorCodes.TEMPORARILY_UNAVAILABLE,
                "not available at the moment, try again",
                Math.max(1, secondsToWait));
    }

    static ProtocolException dpop(DpopRefusal refusal) {
        return new ProtocolException(400, refusal.code(), refusal.description());
    }

    static ProtocolException serverError() {
        return new ProtocolException(500, OAuth2ErrorCodes.SERVER_ERROR, "something went wrong here");
    }

    int status() {
        return status;
    }

    /** Of those that are over some time. */
    int retryAfterSeconds() {
        return retryAfterSeconds;
    }

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized")
    public Throwable fillInStackTrace() {
        return this;
    }
}
