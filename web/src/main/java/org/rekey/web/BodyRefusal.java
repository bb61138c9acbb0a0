package org.rekey.web;

/** Why there is no body: it is too large or too slow, or there is no room for it. Ordinary traffic, so without a stack trace. */
public final class BodyRefusal extends RuntimeException {

    private final int status;

    private BodyRefusal(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    static BodyRefusal tooLarge(Bound bound) {
        return new BodyRefusal(413, "the body is larger than " + bound.bytes() + " bytes");
    }

    static BodyRefusal tooSlow() {
        return new BodyRefusal(408, "the body took too long");
    }

    static BodyRefusal noRoom() {
        return new BodyRefusal(503, "too many bodies are on their way, try again");
    }

    /** 408, 413 or 503. */
    public int status() {
        return status;
    }

    public String explanation() {
        return String.valueOf(getMessage());
    }
}
