package org.rekey.token.token;

/** The parameter that introspection and revocation are about. */
final class TokenParameter {

    private TokenParameter() {}

    static String of(Form form) {
        String token = form.get("token");
        if (token == null || token.isBlank()) {
            throw ProtocolException.invalidRequest("token is missing");
        }
        return token;
    }
}
