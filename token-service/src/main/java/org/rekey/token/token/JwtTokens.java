package org.rekey.token.token;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.rekey.token.client.Access;
import org.rekey.token.client.Json;
import org.rekey.token.client.TokenClient;
import org.rekey.token.key.PublishedKey;
import org.rekey.token.key.SigningKeys;
import org.rekey.token.key.Strict;
import org.springframework.stereotype.Component;

/** Access tokens that anybody with the JWKS can check (RFC 9068). */
@Component
class JwtTokens {

    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
    private static final int USUAL_LENGTH = 1024;

    private final SigningKeys keys;
    private final byte[] issuer;
    private final VerifiedTokens verified = new VerifiedTokens();

    JwtTokens(SigningKeys keys, TokenProperties properties) {
        this.keys = keys;
        this.issuer = ("{\"iss\":" + Json.text(properties.issuer().toString()) + ",").getBytes(StandardCharsets.UTF_8);
    }

    byte[] issue(TokenClient client, Access access, TokenFacts facts, Instant now) {
        PublishedKey key = keys.signingAt(now);
        JsonBytes claims = new JsonBytes(USUAL_LENGTH)
                .add(issuer)
                .add(client.claims())
                .add(",")
                .add(access.claims())
                .add(",\"iat\":")
                .add(facts.issuedAt())
                .add(",\"exp\":")
                .add(facts.expiresAt())
                .add(",\"jti\":\"")
                .add(facts.jti())
                .add("\",\"sid\":\"")
                .add(facts.credentialId())
                .add("\"");
        if (facts.origin() != null) {
            claims.add(",\"log\":\"").add(facts.origin()).add("\"");
        }
        if (facts.resource() != null) {
            claims.add(",\"resource\":").add(Json.text(facts.resource()).getBytes(StandardCharsets.UTF_8));
        }
        if (facts.jkt() != null) {
            claims.add(",\"cnf\":{\"jkt\":\"").add(facts.jkt()).add("\"}");
        }
        claims.add("}");
        JsonBytes token =
                new JsonBytes(2 * USUAL_LENGTH).add(key.headerAndDot()).add(ENCODER.encode(claims.exact()));
        byte[] signature = key.sign(token.bytes(), token.length());
        return token.add(".").add(ENCODER.encode(signature)).exact();
    }

    /** Null unless it is signed by a key of the JWKS and written exactly as this server writes. */
    @Nullable
    TokenFacts read(String token, int firstDot, int secondDot) {
        PublishedKey key = keys.current().withHeader(token.substring(0, firstDot));
        return key == null ? null : verified.get(token, () -> verify(key, token, firstDot, secondDot));
    }

    private static @Nullable TokenFacts verify(PublishedKey key, String token, int firstDot, int secondDot) {
        byte[] signature = Strict.base64Url(token.substring(secondDot + 1));
        byte[] claims = Strict.base64Url(token.substring(firstDot + 1, secondDot));
        byte[] signed = token.getBytes(StandardCharsets.ISO_8859_1);
        return signature == null || claims == null || !key.verifies(signed, secondDot, signature)
                ? null
                : ClaimsParser.parse(claims);
    }
}
