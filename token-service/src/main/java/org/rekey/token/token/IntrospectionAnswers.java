package org.rekey.token.token;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.api.BuiltInApis;
import org.rekey.token.api.ApiCatalogue;
import org.rekey.token.client.Json;
import org.rekey.token.client.TokenClient;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/**
 * Answers a question about a token to a client that may ask: about its own, and with {@code rekey.introspect} about those
 * of its tenant, or about all if it has none. To anybody else every token is inactive.
 */
@Component
class IntrospectionAnswers {

    private static final byte[] INACTIVE = ascii("{\"active\":false}");
    private static final byte[] ACTIVE = ascii("{\"active\":true,\"token_type\":\"Bearer\",");
    private static final byte[] ACTIVE_BOUND = ascii("{\"active\":true,\"token_type\":\"DPoP\",");
    private static final int USUAL_LENGTH = 768;

    private final Introspection introspection;
    private final ApiCatalogue apis;
    private final byte[] issuer;

    IntrospectionAnswers(Introspection introspection, ApiCatalogue apis, TokenProperties properties) {
        this.introspection = introspection;
        this.apis = apis;
        this.issuer = ("\"iss\":" + Json.text(properties.issuer().toString()) + ",").getBytes(StandardCharsets.UTF_8);
    }

    Authentication answer(Authentication authentication) {
        IntrospectionRequest request = (IntrospectionRequest) authentication;
        ActiveToken token = introspection.introspect(request.getToken()).orElse(null);
        return new IntrospectionAnswer(
                token != null && mayAsk(request.client().client(), token.client())
                        ? active(token)
                        : new JsonBytes(INACTIVE.length).add(INACTIVE));
    }

    private boolean mayAsk(TokenClient asking, TokenClient owner) {
        return asking.id().equals(owner.id())
                || (asking.access(apis.current()).has(BuiltInApis.INTROSPECT_SCOPE)
                        && isOpenTo(asking.tenant(), owner.tenant()));
    }

    private static boolean isOpenTo(@Nullable String asking, @Nullable String owner) {
        return asking == null || asking.equals(owner);
    }

    private JsonBytes active(ActiveToken token) {
        JsonBytes answer = new JsonBytes(USUAL_LENGTH)
                .add(token.jkt() == null ? ACTIVE : ACTIVE_BOUND)
                .add(issuer)
                .add(token.client().claims())
                .add(",")
                .add(token.access().claims())
                .add(",\"iat\":")
                .add(token.issuedAt())
                .add(",\"exp\":")
                .add(token.expiresAt())
                .add(",\"jti\":\"")
                .add(token.jti())
                .add("\",\"sid\":\"")
                .add(token.credentialId())
                .add("\"");
        if (token.jkt() != null) {
            answer.add(",\"cnf\":{\"jkt\":\"").add(token.jkt()).add("\"}");
        }
        return answer.add(token.client().extensions()).add("}");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
