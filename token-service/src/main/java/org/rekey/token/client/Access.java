package org.rekey.token.client;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Scopes that a client has, in the order of its grants, with what stands for them in tokens and answers.
 *
 * @param text the scopes with a blank between them (RFC 6749 section 3.3)
 * @param claims {@code "aud":…,"scope":"…"}
 * @param answer {@code ,"scope":"…"}
 */
public record Access(List<String> scopes, List<String> audiences, String text, byte[] claims, byte[] answer) {

    static Access of(List<String> scopes, List<String> audiences) {
        String text = String.join(" ", scopes);
        String scope = "\"scope\":" + Json.text(text);
        String aud = audiences.size() == 1 ? Json.text(audiences.get(0)) : Json.texts(audiences);
        return new Access(
                List.copyOf(scopes),
                List.copyOf(audiences),
                text,
                ("\"aud\":" + aud + "," + scope).getBytes(StandardCharsets.UTF_8),
                ("," + scope).getBytes(StandardCharsets.UTF_8));
    }

    public boolean isEmpty() {
        return scopes.isEmpty();
    }
}
