package org.rekey.token.token;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.rekey.domain.api.BuiltInApis;
import org.rekey.token.api.ApiCatalogue;
import org.rekey.token.client.Clients;
import org.rekey.token.client.Json;
import org.rekey.token.client.TokenClient;
import org.rekey.token.limit.StrangeTokens;
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
    private final Clients clients;
    private final StrangeTokens strangeTokens;
    private final byte[] issuer;

    IntrospectionAnswers(
            Introspection introspection,
            ApiCatalogue apis,
            Clients clients,
            StrangeTokens strangeTokens,
            TokenProperties properties) {
        this.introspection = introspection;
        this.apis = apis;
        this.clients = clients;
        this.strangeTokens = strangeTokens;
        this.issuer = ("\"iss\":" + Json.text(properties.issuer().toString()) + ",").getBytes(StandardCharsets.UTF_8);
    }

    Authentication answer(Authentication authentication) {
        IntrospectionRequest request = (IntrospectionRequest) authentication;
        TokenClient asking = request.client().client();
        ActiveToken token = introspection.introspect(request.getToken()).orElse(null);
        if (token != null && mayAsk(asking, token.client())) {
            return new IntrospectionAnswer(active(token));
        }
        if (isStrange(asking, request.getToken())) {
            refuseTooMany(strangeTokens.asked(asking.id()));
        }
        return new IntrospectionAnswer(new JsonBytes(INACTIVE.length).add(INACTIVE));
    }

    private static void refuseTooMany(int secondsToWait) {
        if (secondsToWait > 0) {
            throw ProtocolException.tooMany(secondsToWait);
        }
    }

    /** Not those that it could have been told about, had they not ended: a gateway asks about these all day. */
    private boolean isStrange(TokenClient asking, String token) {
        TokenFacts facts = introspection.read(token);
        if (facts == null) {
            return true;
        }
        TokenClient owner = clients.find(facts.clientId());
        return !(owner == null ? mayAskOfAll(asking) : mayAsk(asking, owner));
    }

    private boolean mayAsk(TokenClient asking, TokenClient owner) {
        return asking.id().equals(owner.id()) || (mayAskOfOthers(asking) && isOpenTo(asking.tenant(), owner.tenant()));
    }

    private boolean mayAskOfAll(TokenClient asking) {
        return mayAskOfOthers(asking) && asking.tenant() == null;
    }

    private boolean mayAskOfOthers(TokenClient asking) {
        return asking.access(apis.current()).has(BuiltInApis.INTROSPECT_SCOPE);
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
        return answer.add(token.client().username())
                .add(token.client().extensions())
                .add("}");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
