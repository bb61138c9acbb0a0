package org.rekey.interop;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

record Credentials(String id, String secret) {

    static Credentials of(Answer answer) {
        return new Credentials(answer.text("clientId"), answer.text("clientSecret"));
    }

    /** The header of client_secret_basic: both parts form-encoded first (RFC 6749 section 2.3.1). */
    String basic() {
        String pair = encoded(id) + ":" + encoded(secret);
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
