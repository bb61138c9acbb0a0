package org.rekey.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the bodies of requests: at once when it has come with the header, as most do, and else on no thread of its own. Never
 * is there more memory for it than for what has arrived.
 */
public final class Bodies {

    /** Holds the body, or why there is none, when the request comes again. */
    private static final String ATTRIBUTE = Bodies.class.getName();

    private static final int FIRST_BYTES = 2048;
    private static final Body EMPTY = new Body(new byte[0], 0);

    private final HeldBodies ofAnybody;
    private final HeldBodies ofCallers;

    Bodies(HttpProperties.Bodies properties) {
        ofAnybody = new HeldBodies(properties.heldInAll() / 2);
        ofCallers = new HeldBodies(properties.heldInAll() / 2);
    }

    /**
     * Null when it has not arrived: whoever asks returns then, and the request comes again when it has.
     *
     * @throws BodyRefusal when it is too large or too slow, or there is no room for it
     */
    public @Nullable Body read(HttpServletRequest request, Bound bound) throws IOException {
        Object arrived = request.getAttribute(ATTRIBUTE);
        if (arrived instanceof BodyRefusal refusal) {
            throw refusal;
        }
        return arrived instanceof Body body ? body : arriving(request, bound);
    }

    /** What {@link #read} has returned for this request. */
    public static Body of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof Body body ? body : EMPTY;
    }

    /** Whether there is no body because of how it was sent. */
    public static boolean isRefused(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof BodyRefusal;
    }

    /** So that whoever reads the request later finds it. */
    public static void keep(HttpServletRequest request, Body body) {
        request.setAttribute(ATTRIBUTE, body);
    }

    static void keep(HttpServletRequest request, BodyRefusal refusal) {
        request.setAttribute(ATTRIBUTE, refusal);
    }

    private @Nullable Body arriving(HttpServletRequest request, Bound bound) throws IOException {
        long announced = request.getContentLengthLong();
        if (announced > bound.bytes() && request.getHeader("Expect") != null) {
            throw BodyRefusal.tooLarge(bound);
        }
        if (announced < 0 || announced > bound.bytes()) {
            return announced < 0 && request.getHeader("Transfer-Encoding") == null
                    ? EMPTY
                    : await(request, bound, EMPTY.bytes(), 0);
        }
        return arriving(request, bound, (int) announced);
    }

    private @Nullable Body arriving(HttpServletRequest request, Bound bound, int announced) throws IOException {
        InputStream in = request.getInputStream();
        byte[] body = new byte[Math.min(announced, FIRST_BYTES)];
        int length = 0;
        while (length < announced && in.available() > 0) {
            if (length == body.length) {
                body = Arrays.copyOf(body, Math.min(announced, 2 * length));
            }
            length += Math.max(0, in.read(body, length, body.length - length));
        }
        return length < announced ? await(request, bound, body, length) : new Body(body, length);
    }

    private @Nullable Body await(HttpServletRequest request, Bound bound, byte[] body, int length) throws IOException {
        LateBody.await(request, bound, bound.known() ? ofCallers : ofAnybody, body, length);
        return null;
    }

    /** In bytes. */
    long held() {
        return ofAnybody.held() + ofCallers.held();
    }
}
