package org.rekey.token.token;

import org.rekey.token.key.JwsAlgorithm;

/** How a token is shown in the header {@code Authorization}. */
enum TokenScheme {
    /** Whoever has it may use it (RFC 6750). */
    BEARER("Bearer", ""),
    /** With a proof that whoever shows it holds its key (RFC 9449 section 7.1). */
    DPOP("DPoP", "algs=\"" + String.join(" ", JwsAlgorithm.NAMES) + "\"");

    private final String text;
    private final String algorithms;

    TokenScheme(String text, String algorithms) {
        this.text = text;
        this.algorithms = algorithms;
    }

    boolean begins(String credentials) {
        return credentials.regionMatches(true, 0, text, 0, text.length())
                && credentials.length() > text.length()
                && credentials.charAt(text.length()) == ' ';
    }

    String tokenIn(String credentials) {
        return credentials.substring(text.length()).strip();
    }

    String challenge() {
        return algorithms.isEmpty() ? text : text + " " + algorithms;
    }

    String challenge(String parameters) {
        return text + " " + (algorithms.isEmpty() ? parameters : parameters + ", " + algorithms);
    }
}
