package org.rekey.token.token;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;
import org.rekey.token.token.PresentedSecret.Reading;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.web.authentication.AuthenticationConverter;

/** Finds the one secret that a request presents (RFC 6749 section 2.3.1): in the header or in the body, not in both. */
final class SecretConverter implements AuthenticationConverter {

    private static final String BASIC = "basic ";

    @Override
    public Authentication convert(HttpServletRequest request) {
        Form form = FormRequest.of(request).form();
        String authorization = authorization(request);
        boolean inBody = form.has("client_secret") || form.has("client_assertion");
        if (authorization == null) {
            return form.has("client_assertion")
                    ? AssertionConverter.convert(form, request)
                    : body(form, request.getRemoteAddr());
        }
        if (inBody) {
            throw ProtocolException.invalidRequest("more than one way of client authentication is used");
        }
        return header(authorization, form, request.getRemoteAddr());
    }

    private static @Nullable String authorization(HttpServletRequest request) {
        Enumeration<String> values = request.getHeaders("Authorization");
        String first = values.hasMoreElements() ? values.nextElement() : null;
        if (values.hasMoreElements()) {
            throw ProtocolException.invalidRequest("the Authorization header is repeated");
        }
        return first;
    }

    private static PresentedSecret body(Form form, String address) {
        String clientId = form.get("client_id");
        String secret = form.get("client_secret");
        if (clientId == null || secret == null || form.has("client_assertion") || isOutsideClientId(clientId)) {
            throw ProtocolException.invalidClient();
        }
        return new PresentedSecret(
                ClientAuthenticationMethod.CLIENT_SECRET_POST, new Reading(clientId, secret), null, address);
    }

    private static PresentedSecret header(String authorization, Form form, String address) {
        if (!authorization.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            throw ProtocolException.invalidClient();
        }
        Reading raw = reading(decoded(authorization.substring(BASIC.length()).strip()));
        Reading unescaped = unescaped(raw);
        String named = form.get("client_id");
        if (named != null && !named.equals(unescaped.clientId()) && !named.equals(raw.clientId())) {
            throw ProtocolException.invalidRequest("client_id is not the client that authenticates");
        }
        return new PresentedSecret(
                ClientAuthenticationMethod.CLIENT_SECRET_BASIC, unescaped, unescaped.equals(raw) ? null : raw, address);
    }

    private static String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw ProtocolException.invalidClient();
        }
    }

    private static Reading reading(String idAndSecret) {
        int colon = idAndSecret.indexOf(':');
        if (colon <= 0 || colon == idAndSecret.length() - 1) {
            throw ProtocolException.invalidClient();
        }
        String clientId = idAndSecret.substring(0, colon);
        if (isOutsideClientId(clientId)) {
            throw ProtocolException.invalidClient();
        }
        return new Reading(clientId, idAndSecret.substring(colon + 1));
    }

    /** Both are form-encoded before they are joined; many programs leave that out, so the text as it stands counts too. */
    private static Reading unescaped(Reading raw) {
        if (!isEscaped(raw.clientId()) && !isEscaped(raw.secret())) {
            return raw;
        }
        try {
            Reading unescaped = new Reading(unescape(raw.clientId()), unescape(raw.secret()));
            return isOutsideClientId(unescaped.clientId()) ? raw : unescaped;
        } catch (ProtocolException e) {
            return raw;
        }
    }

    private static boolean isEscaped(String text) {
        return text.indexOf('%') >= 0 || text.indexOf('+') >= 0;
    }

    private static String unescape(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return FormDecoder.decode(bytes, 0, bytes.length);
    }

    /** RFC 6749 appendix A.1: visible characters and blanks. */
    private static boolean isOutsideClientId(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < 0x20 || text.charAt(i) > 0x7E) {
                return true;
            }
        }
        return text.isBlank();
    }
}
