package org.rekey.adminapi;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.key.MasterKey;
import org.rekey.domain.secret.Base62;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/** Sessions of people, kept by their browsers alone: any copy of a service knows them, and no table grows. */
public final class Sessions {

    static final String CSRF_HEADER = "X-CSRF-Token";

    private static final String COOKIE = "rekey-session";
    private static final int ID_CHARACTERS = 22;

    private final SessionSeal seal;
    private final SecretKeySpec csrfKey;
    private final SecureRandom random;
    private final Clock clock;
    private final Duration ttl;

    /**
     * @param restore the latest restore of the log, which ends all sessions from before
     * @param ttl how long one lasts, used or not
     */
    public Sessions(MasterKey masterKey, SecureRandom random, Supplier<String> restore, Clock clock, Duration ttl) {
        this.seal = new SessionSeal(masterKey.derive("session"), random, restore);
        this.csrfKey = new SecretKeySpec(masterKey.derive("session-csrf"), "HmacSHA256");
        this.random = random;
        this.clock = clock;
        this.ttl = ttl;
    }

    /** Begins one that has nothing of whatever came with the request. */
    public Session begin(String userId, int passwords, HttpServletRequest request, HttpServletResponse response) {
        Instant expiresAt = clock.instant().plus(ttl).truncatedTo(ChronoUnit.SECONDS);
        Session session = new Session(Base62.random(random, ID_CHARACTERS), userId, passwords, expiresAt);
        send(session, request, response);
        return session;
    }

    /** Lets the one session go on in which the person has changed the password. */
    public void outlastPasswordChange(Session session, HttpServletRequest request, HttpServletResponse response) {
        send(
                new Session(session.id(), session.userId(), session.passwords() + 1, session.expiresAt()),
                request,
                response);
    }

    /** Takes the cookie from the browser. */
    public void end(HttpServletRequest request, HttpServletResponse response) {
        cookie("", Duration.ZERO, request, response);
    }

    /** @return null when there is none, or it is over, or none of ours */
    @Nullable
    Session of(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        String name = name(request);
        for (int i = 0; cookies != null && i < cookies.length; i++) {
            if (cookies[i].getName().equals(name)) {
                Session session = seal.open(cookies[i].getValue());
                return session != null && clock.instant().isBefore(session.expiresAt()) ? session : null;
            }
        }
        return null;
    }

    /** What a page has to repeat with every change: a page of somebody else cannot know it. */
    public String csrfToken(Session session) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(csrfKey);
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(session.id().getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is part of every Java platform", e);
        }
    }

    boolean isCsrfToken(Session session, @Nullable String given) {
        return given != null && MessageDigest.isEqual(csrfToken(session).getBytes(UTF_8), given.getBytes(UTF_8));
    }

    private void send(Session session, HttpServletRequest request, HttpServletResponse response) {
        cookie(seal.seal(session), Duration.between(clock.instant(), session.expiresAt()), request, response);
    }

    private static void cookie(
            String value, Duration maxAge, HttpServletRequest request, HttpServletResponse response) {
        ResponseCookie cookie = ResponseCookie.from(name(request), value)
                .path("/")
                .httpOnly(true)
                .secure(request.isSecure())
                .sameSite("Strict")
                .maxAge(maxAge)
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }

    /** No other host and no page without TLS can set one with the prefix (RFC 6265bis section 4.1.3.2). */
    private static String name(HttpServletRequest request) {
        return request.isSecure() ? "__Host-" + COOKIE : COOKIE;
    }
}
