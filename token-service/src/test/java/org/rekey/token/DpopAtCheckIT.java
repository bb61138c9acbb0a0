package org.rekey.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.Base64URL;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rekey.domain.api.AccessLevel;
import org.rekey.domain.api.ApiDefinition;
import org.rekey.domain.api.ApiKey;
import org.rekey.domain.api.Endpoint;
import org.rekey.domain.api.RegisterApi;
import org.rekey.domain.secret.RetireSecret;
import org.rekey.domain.secret.RetiredReason;
import org.rekey.domain.token.TokenFormat;
import org.rekey.token.TestClient.Spec;

class DpopAtCheckIT {

    private static final TokenServer server = TokenServer.shared();
    private static final TestKey key = TestKey.ec();
    private static final String PATH = "/parcels/7";
    private static final String URL = "https://api.example" + PATH;

    @BeforeAll
    static void fillTheCatalogue() {
        server.does(new RegisterApi(
                new ApiKey("parcels"),
                new ApiDefinition(
                        "An API",
                        EnumSet.allOf(AccessLevel.class),
                        Map.of(),
                        null,
                        List.of(
                                Endpoint.of("GET", "/parcels/{id}", AccessLevel.READ),
                                Endpoint.of("PUT", "/parcels/{id}", AccessLevel.WRITE)))));
    }

    private static TestClient client(String id) {
        return server.client(id + UUID.randomUUID(), "parcels:READ");
    }

    private static Map<String, Object> header(TestKey key) {
        return Map.of("typ", "dpop+jwt", "alg", "ES256", "jwk", key.publicJwk().toJSONObject());
    }

    private static Map<String, Object> claims(String token) {
        return new LinkedHashMap<>(Map.of(
                "htm", "GET", "htu", URL, "iat", now(), "jti", UUID.randomUUID().toString(), "ath", hash(token)));
    }

    private static long now() {
        return server.clock().instant().getEpochSecond();
    }

    private static String hash(String token) {
        try {
            return Base64URL.encode(
                            MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII)))
                    .toString();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String proof(String token) {
        return key.sign(header(key), claims(token));
    }

    private static String proof(String token, String claim, Object value) {
        Map<String, Object> claims = claims(token);
        claims.put(claim, value);
        return key.sign(header(key), claims);
    }

    private static String boundToken(TestClient client) {
        String proof = key.sign(
                header(key),
                Map.of(
                        "htm",
                        "POST",
                        "htu",
                        TokenServer.ISSUER + "/oauth2/token",
                        "iat",
                        now(),
                        "jti",
                        UUID.randomUUID().toString()));
        return server.send(server.post("/oauth2/token", "grant_type=client_credentials")
                        .header("Authorization", client.basic())
                        .header("DPoP", proof))
                .token();
    }

    private static HttpRequest.Builder asking(String uri, String scheme, String token) {
        return server.request("/oauth2/check")
                .header("X-Original-Method", "GET")
                .header("X-Original-URI", uri)
                .header("Authorization", scheme + " " + token);
    }

    private static Reply check(String token, String... proofs) {
        HttpRequest.Builder request = asking(URL, "DPoP", token);
        for (String proof : proofs) {
            request.header("DPoP", proof);
        }
        return server.send(request);
    }

    private static void assertRefused(Reply reply, String error) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(401);
        assertThat(reply.header("WWW-Authenticate"))
                .startsWith("DPoP error=\"" + error + "\"")
                .endsWith(", algs=\"ES256 RS256 PS256 EdDSA Ed25519\"");
        assertThat(reply.error()).isEqualTo(error);
        assertThat(reply.header("X-Client-Id")).isEmpty();
    }

    private static void assertRefused(Reply reply) {
        assertRefused(reply, "invalid_dpop_proof");
    }

    private static void assertPasses(Reply reply) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource(TokenFormat.class)
    void a_bound_token_passes_with_a_proof_of_its_key(TokenFormat format) {
        Spec spec = Spec.of("bound-" + format, "parcels:READ");
        TestClient client = TestClient.create(server, format == TokenFormat.JWT ? spec : spec.opaque());
        String token = boundToken(client);

        Reply reply = check(token, proof(token));

        assertPasses(reply);
        assertThat(reply.header("X-Client-Id")).isEqualTo("bound-" + format);
        assertThat(reply.header("X-Scopes")).isEqualTo("parcels.read");
        assertThat(reply.header("DPoP-Nonce")).isNotEmpty();
    }

    @Test
    void T62_a_bound_token_is_no_bearer_token() {
        String token = boundToken(client("stolen"));

        for (Reply reply : List.of(
                server.send(asking(URL, "Bearer", token)),
                server.send(asking(URL, "Bearer", token).header("DPoP", proof(token))))) {
            assertThat(reply.status()).isEqualTo(401);
            assertThat(reply.header("WWW-Authenticate")).startsWith("Bearer error=\"invalid_token\"");
        }
    }

    @Test
    void T62_an_unbound_token_is_not_shown_with_a_proof() {
        String token = client("unbound").newToken();

        assertRefused(check(token, proof(token)), "invalid_token");
        assertPasses(server.send(asking(URL, "Bearer", token)));
    }

    @Test
    void T62_without_a_proof_or_with_two_a_bound_token_is_refused() {
        String token = boundToken(client("proofs"));

        assertRefused(check(token));
        assertRefused(check(token, "garbage"));
        assertRefused(check(token, proof(token), proof(token)));
    }

    @Test
    void T62_the_proof_is_of_the_key_that_the_token_is_bound_to() {
        String token = boundToken(client("thief"));
        TestKey another = TestKey.ec();

        assertRefused(check(token, another.sign(header(another), claims(token))), "invalid_token");
    }

    @Test
    void T62_the_proof_is_for_this_token() {
        TestClient client = client("ath");
        String token = boundToken(client);
        Map<String, Object> withoutHash = claims(token);
        withoutHash.remove("ath");

        assertRefused(check(token, proof(boundToken(client))));
        assertRefused(check(token, key.sign(header(key), withoutHash)));
        assertRefused(check(token, proof(token, "ath", "")));
        assertRefused(check(token, proof(token, "ath", hash(token) + "=")));
    }

    @Test
    void T62_the_proof_is_for_the_call_that_the_gateway_asks_about() {
        String token = boundToken(client("htm"));

        assertRefused(check(token, proof(token, "htm", "PUT")));
        assertRefused(check(token, proof(token, "htu", "https://api.example/parcels/8")));
        assertRefused(check(token, proof(token, "htu", "https://evil.example" + PATH)));
        assertRefused(check(token, proof(token, "htu", TokenServer.ISSUER + "/oauth2/check")));
        assertRefused(check(token, proof(token, "iat", now() - 61)));
        assertPasses(check(token, proof(token, "htu", URL + "?page=2")));
    }

    @Test
    void T62_a_proof_works_once() {
        String token = boundToken(client("once"));
        String once = proof(token);

        assertPasses(check(token, once));
        assertRefused(check(token, once));
    }

    @Test
    void T62_a_nonce_that_is_there_must_be_right() {
        String token = boundToken(client("nonce"));
        Reply reply = check(token, proof(token, "nonce", "made-up"));

        assertRefused(reply, "use_dpop_nonce");
        assertPasses(check(token, proof(token, "nonce", reply.header("DPoP-Nonce"))));
    }

    @Test
    void where_the_gateway_says_under_which_address_it_was_called_that_counts() {
        String token = boundToken(client("forwarded"));

        assertPasses(forwarded(token, "https", "api.example"));
        assertPasses(forwarded(token, "https", "API.example:443"));
        assertRefused(forwarded(token, "http", "api.example"));
        assertRefused(forwarded(token, "https", "other.example"));
        assertRefused(forwarded(token, "https", "api.example, other.example"));
        assertRefused(forwarded(token, "https", "not an address"));
        assertRefused(forwarded(token, "", ""));
    }

    private static Reply forwarded(String token, String scheme, String host) {
        return server.send(asking(PATH + "?page=2", "DPoP", token)
                .header("X-Forwarded-Proto", scheme)
                .header("X-Forwarded-Host", host)
                .header("DPoP", proof(token)));
    }

    @Test
    void where_it_says_only_the_path_the_path_counts() {
        String token = boundToken(client("path-only"));

        assertPasses(server.send(asking(PATH + "?page=2", "DPoP", token).header("DPoP", proof(token))));
        assertPasses(server.send(
                asking(PATH, "dpop", token).header("DPoP", proof(token, "htu", "http://other.example" + PATH))));
        assertRefused(server.send(asking("/parcels/8", "DPoP", token).header("DPoP", proof(token))));
    }

    @Test
    void who_may_not_is_told_so_in_the_scheme_that_was_used() {
        String token = boundToken(client("reads"));
        Reply reply = server.send(server.request("/oauth2/check")
                .header("X-Original-Method", "PUT")
                .header("X-Original-URI", URL)
                .header("Authorization", "DPoP " + token)
                .header("DPoP", proof(token, "htm", "PUT")));

        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.header("WWW-Authenticate"))
                .startsWith("DPoP error=\"insufficient_scope\"")
                .contains("scope=\"parcels.write\"");
    }

    @Test
    void a_bound_token_dies_like_any_other() {
        TestClient client = client("dies");
        String revoked = boundToken(client);
        String expired = boundToken(client);
        client.revoke(revoked);
        assertRefused(check(revoked, proof(revoked)), "invalid_token");

        server.clock().tick(Duration.ofHours(1));
        assertRefused(check(expired, proof(expired)), "invalid_token");

        String ofSecret = boundToken(client);
        assertPasses(check(ofSecret, proof(ofSecret)));
        server.does(new RetireSecret(client.id(), client.secretId(), RetiredReason.REVOKED));
        assertRefused(check(ofSecret, proof(ofSecret)), "invalid_token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DPoP x", "DPoP a.b.c", "dpop e30.e30."})
    void what_is_no_token_is_refused(String authorization) {
        Reply reply = server.send(server.request("/oauth2/check")
                .header("X-Original-Method", "GET")
                .header("X-Original-URI", URL)
                .header("Authorization", authorization));

        assertRefused(reply, "invalid_token");
    }
}
