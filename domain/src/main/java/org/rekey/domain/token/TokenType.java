package org.rekey.domain.token;

import org.jspecify.annotations.Nullable;

/** What a client gets other than a plain {@code Bearer} token (RFC 6749 section 7.1). */
public enum TokenType {
    /** The same, written in small letters for programs that compare it by case. */
    LOWER_CASE_BEARER("bearer"),
    /** Only tokens that are bound to a key of the client (RFC 9449): a request without a proof is refused. */
    DPOP("DPoP");

    private final String text;

    TokenType(String text) {
        this.text = text;
    }

    /** As {@code token_type} stands in an answer. */
    public static String text(@Nullable TokenType type) {
        return type == null ? "Bearer" : type.text;
    }
}
