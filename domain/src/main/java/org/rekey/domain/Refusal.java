package org.rekey.domain;

import org.jspecify.annotations.Nullable;

/** A decision against a command. Its message is written for the person who asked, and reveals nothing secret. */
public final class Refusal extends RuntimeException {

    public enum Kind {
        /** There is no such thing. */
        UNKNOWN,
        /** Not in the state that things are in. */
        CONFLICT,
        /** A value is out of its rules. */
        RULE
    }

    private final Kind kind;
    private final @Nullable String field;

    private Refusal(Kind kind, @Nullable String field, String message) {
        super(message, null, false, false);
        this.kind = kind;
        this.field = field;
    }

    public static Refusal unknown(String message) {
        return new Refusal(Kind.UNKNOWN, null, message);
    }

    public static Refusal conflict(String message) {
        return new Refusal(Kind.CONFLICT, null, message);
    }

    public static Refusal rule(String field, String message) {
        return new Refusal(Kind.RULE, field, message);
    }

    public Kind kind() {
        return kind;
    }

    /** The field whose value broke a rule, as the admin API names it. */
    public @Nullable String field() {
        return field;
    }
}
