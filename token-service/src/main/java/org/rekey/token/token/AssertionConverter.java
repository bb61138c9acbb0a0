package org.rekey.token.token;

import jakarta.servlet.http.HttpServletRequest;
import org.rekey.token.key.Jws;

/** Finds the assertion that a request presents instead of a secret (RFC 7521 section 4.2). */
final class AssertionConverter {

    private static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private static final int LONGEST_CLIENT_ID = 256;

    private AssertionConverter() {}

    static PresentedAssertion convert(Form form, HttpServletRequest request) {
        if (form.has("client_secret")) {
            throw ProtocolException.invalidRequest("more than one way of client authentication is used");
        }
        String text = form.get("client_assertion");
        Jws assertion = text == null || !TYPE.equals(form.get("client_assertion_type")) ? null : Jws.parse(text);
        String subject = assertion == null ? null : assertion.text("sub");
        if (assertion == null || subject == null || isOutsideClientId(subject)) {
            throw ProtocolException.invalidClient();
        }
        String named = form.get("client_id");
        if (named != null && !named.equals(subject)) {
            throw ProtocolException.invalidClient();
        }
        return new PresentedAssertion(subject, assertion, request.getRemoteAddr());
    }

    private static boolean isOutsideClientId(String text) {
        return text.length() > LONGEST_CLIENT_ID || text.chars().anyMatch(c -> c < 0x20 || c > 0x7E);
    }
}
