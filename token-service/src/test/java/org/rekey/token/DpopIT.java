package org.rekey.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rekey.domain.token.TokenFormat;
import org.rekey.domain.token.TokenPolicy;
import org.rekey.domain.token.TokenType;
import org.rekey.eventstore.testing.EmbeddedDatabase;
import org.rekey.token.TestClient.Spec;

class DpopIT {

    private static final String TOKEN = "/oauth2/token";
    private static final TokenServer server = TokenServer.shared();
    private static final TestClient client = server.client("binds", "orders");
    private static final TestClient opaque =
            TestClient.create(server, Spec.of("binds-opaque", "orders").opaque());
    private static final TestKey key = TestKey.ec();

    private static Map<String, Object> header(TestKey key) {
        return new LinkedHashMap<>(Map.of(
                "typ",
                "dpop+jwt",
                "alg",
                key.algorithm(),
                "jwk",
                key.publicJwk().toJSONObject()));
    }

    private static Map<String, Object> claims(TokenServer server) {
        return new LinkedHashMap<>(Map.of(
                "htm",
                "POST",
                "htu",
                TokenServer.ISSUER + TOKEN,
                "iat",
                now(server),
                "jti",
                UUID.randomUUID().toString()));
    }

    private static Map<String, Object> claims() {
        return claims(server);
    }

    private static long now(TokenServer server) {
        return server.clock().instant().getEpochSecond();
    }

    private static long now() {
        return now(server);
    }

    private static String proof() {
        return key.sign(header(key), claims());
    }

    private static String with(String claim, Object value) {
        return with(claims -> claims.put(claim, value));
    }

    private static String with(Consumer<Map<String, Object>> change) {
        Map<String, Object> claims = claims();
        change.accept(claims);
        return key.sign(header(key), claims);
    }

    private static String withHeader(Consumer<Map<String, Object>> change) {
        Map<String, Object> header = header(key);
        change.accept(header);
        return key.sign(header, claims());
    }

    private static String withJwk(Map<String, Object> jwk) {
        return withHeader(header -> header.put("jwk", jwk));
    }

    private static Reply ask(TestClient client, String path, String... proofs) {
        HttpRequest.Builder request =
                client.server().post(path, "grant_type=client_credentials").header("Authorization", client.basic());
        for (String proof : proofs) {
            request.header("DPoP", proof);
        }
        return client.server().send(request);
    }

    private static Reply token(String... proofs) {
        return ask(client, TOKEN, proofs);
    }

    private static void assertBound(Reply reply) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
        assertThat(reply.text("token_type")).isEqualTo("DPoP");
        assertThat(reply.header("DPoP-Nonce")).isNotEmpty();
    }

    private static void assertRefused(Reply reply, String error) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(400);
        assertThat(reply.error()).isEqualTo(error);
        assertThat(reply.body()).doesNotContain("access_token");
        assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
        assertThat(reply.header("DPoP-Nonce")).isNotEmpty();
    }

    private static void assertRefused(Reply reply) {
        assertRefused(reply, "invalid_dpop_proof");
    }

    static Stream<Map.Entry<String, TestKey>> algorithms() {
        return Stream.of(
                Map.entry("ES256", TestKey.ec()),
                Map.entry("RS256", TestKey.rsa()),
                Map.entry("PS256", TestKey.rsa()),
                Map.entry("EdDSA", TestKey.ed25519()),
                Map.entry("Ed25519", TestKey.ed25519()));
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void a_token_is_bound_to_the_key_that_signed_the_proof(Map.Entry<String, TestKey> signing) {
        TestKey holder = signing.getValue();
        Map<String, Object> header = header(holder);
        header.put("alg", signing.getKey());

        Reply jwt = token(holder.sign(header, claims()));
        Reply handle = ask(opaque, TOKEN, holder.sign(header, claims()));

        assertBound(jwt);
        assertBound(handle);
        assertThat(Jwt.of(jwt.token()).claimsJson().path("cnf").path("jkt").asString())
                .isEqualTo(holder.thumbprint());
        for (Reply introspected : List.of(client.introspect(jwt.token()), opaque.introspect(handle.token()))) {
            assertThat(introspected.text("token_type")).isEqualTo("DPoP");
            assertThat(introspected.json().path("cnf").path("jkt").asString()).isEqualTo(holder.thumbprint());
        }
    }

    @Test
    void without_a_proof_the_token_is_a_bearer_token_and_nobody_speaks_of_nonces() {
        Reply reply = token();

        assertThat(reply.text("token_type")).isEqualTo("Bearer");
        assertThat(Jwt.of(reply.token()).claimsJson().has("cnf")).isFalse();
        assertThat(reply.headers().firstValue("DPoP-Nonce")).isEmpty();
    }

    @Test
    void a_client_that_gets_bound_tokens_only_is_refused_without_a_proof() {
        TestClient bound = TestClient.create(
                server,
                Spec.of("bound-only", "orders")
                        .with(new TokenPolicy(TokenFormat.JWT, TokenPolicy.DEFAULT.ttl(), false, TokenType.DPOP)));

        Reply reply = ask(bound, TOKEN);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.error()).isEqualTo("invalid_dpop_proof");
        assertBound(ask(bound, TOKEN, proof()));
    }

    @Test
    void a_proof_binds_the_token_of_a_client_that_wants_bearer_in_small_letters_too() {
        TestClient small = TestClient.create(
                server,
                Spec.of("small-letters", "orders")
                        .with(new TokenPolicy(
                                TokenFormat.JWT, TokenPolicy.DEFAULT.ttl(), false, TokenType.LOWER_CASE_BEARER)));

        assertBound(ask(small, TOKEN, proof()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage",
                "a.b.c",
                "..",
                "",
                " ",
                "e30.e30.e30",
                "W10.W10.AAAA",
                "\"",
                "eyJhbGciOiJFUzI1NiJ9.e30.AAAA"
            })
    void T62_garbage_is_no_proof(String proof) {
        assertRefused(token(proof));
    }

    @Test
    void T62_there_is_one_proof_only() {
        assertRefused(token(proof(), proof()));
        String one = proof();
        assertRefused(token(one + "," + proof()));
        assertRefused(token(one, one));
        assertBound(token(one));
    }

    @Test
    void T62_a_proof_that_is_too_large_is_refused() {
        assertRefused(token(with("padding", "x".repeat(7000))));
        assertBound(token(with("padding", "x".repeat(2000))));
    }

    @Test
    void T62_the_type_must_be_that_of_proofs() {
        assertRefused(token(withHeader(header -> header.remove("typ"))));
        assertRefused(token(withHeader(header -> header.put("typ", "JWT"))));
        assertRefused(token(withHeader(header -> header.put("typ", "at+jwt"))));
        assertRefused(token(withHeader(header -> header.put("typ", 1))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "", "HS256", "ES384", "RS512"})
    void T62_no_algorithm_but_those_listed_is_accepted(String algorithm) {
        Map<String, Object> header = header(key);
        header.put("alg", algorithm);
        String json = JSONObjectUtils.toJSONString(header);
        Jwt signed = Jwt.of(key.sign(json, JSONObjectUtils.toJSONString(claims()), "ES256"));

        assertRefused(token(signed.text()));
        assertRefused(token(signed.withSignature("").text()));
    }

    @Test
    void T62_a_symmetric_key_proves_nothing() throws JOSEException {
        OctetSequenceKey symmetric = new OctetSequenceKey.Builder(new byte[32]).build();
        String header = JSONObjectUtils.toJSONString(
                Map.of("typ", "dpop+jwt", "alg", "HS256", "jwk", symmetric.toJSONObject()));
        String signed = Base64URL.encode(header) + "." + Base64URL.encode(JSONObjectUtils.toJSONString(claims()));
        Base64URL signature = new MACSigner(symmetric)
                .sign(new JWSHeader(JWSAlgorithm.HS256), signed.getBytes(StandardCharsets.US_ASCII));

        assertRefused(token(signed + "." + signature));
        assertRefused(token(withJwk(symmetric.toJSONObject())));
    }

    @Test
    void T62_a_key_that_shows_its_private_part_or_is_none_is_refused() throws JOSEException {
        Map<String, Object> right = key.publicJwk().toJSONObject();
        assertRefused(token(withJwk(key.privateJwk().toJSONObject())));
        assertRefused(token(withHeader(header -> header.remove("jwk"))));
        assertRefused(token(withHeader(header -> header.put("jwk", "key"))));
        assertRefused(token(withJwk(Map.of())));
        assertRefused(token(withJwk(without(right, "kty"))));
        assertRefused(token(withJwk(without(right, "y"))));
        assertRefused(token(withJwk(and(right, "crv", "P-384"))));
        assertRefused(token(withJwk(and(right, "x", "AAAA"))));
        assertRefused(token(withJwk(and(right, "x", right.get("y")))));
        assertRefused(token(withJwk(and(right, "use", "enc"))));
        assertRefused(token(withJwk(and(right, "alg", "RS256"))));
        assertRefused(token(withJwk(TestKey.ec().publicJwk().toJSONObject())));
        ECKey p384 = new ECKeyGenerator(Curve.P_384).generate();
        assertRefused(token(withJwk(p384.toPublicJWK().toJSONObject())));
        assertBound(token(withJwk(and(right, "use", "sig"))));
    }

    @Test
    void T62_a_weak_RSA_key_is_refused() {
        TestKey weak = TestKey.rsa(1024);
        TestKey good = TestKey.rsa();

        assertRefused(token(weak.sign(header(weak), claims())));
        assertBound(token(good.sign(header(good), claims())));
    }

    /** With this exponent a signature is what is signed: everybody can make one. */
    @Test
    void T62_an_RSA_key_with_the_exponent_one_is_refused() throws NoSuchAlgorithmException {
        Map<String, Object> trivial = and(TestKey.rsa().publicJwk().toJSONObject(), "e", "AQ");
        String header = JSONObjectUtils.toJSONString(Map.of("typ", "dpop+jwt", "alg", "RS256", "jwk", trivial));
        String signed = Base64URL.encode(header) + "." + Base64URL.encode(JSONObjectUtils.toJSONString(claims()));
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(signed.getBytes(StandardCharsets.US_ASCII));
        byte[] prefix = HexFormat.of().parseHex("003031300d060960864801650304020105000420");
        byte[] padded = new byte[256];
        Arrays.fill(padded, (byte) 0xFF);
        padded[0] = 0;
        padded[1] = 1;
        System.arraycopy(prefix, 0, padded, 256 - 32 - prefix.length, prefix.length);
        System.arraycopy(hash, 0, padded, 256 - 32, 32);

        assertRefused(token(signed + "." + Base64URL.encode(padded)));
    }

    private static Map<String, Object> without(Map<String, Object> jwk, String member) {
        Map<String, Object> changed = new LinkedHashMap<>(jwk);
        changed.remove(member);
        return changed;
    }

    private static Map<String, Object> and(Map<String, Object> jwk, String member, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(jwk);
        changed.put(member, value);
        return changed;
    }

    @Test
    void T62_the_signature_and_all_that_is_signed_count() {
        Jwt right = Jwt.of(proof());

        assertRefused(token(right.withSignature(Jwt.of(proof()).signature()).text()));
        assertRefused(
                token(right.withClaims(JSONObjectUtils.toJSONString(claims())).text()));
        assertRefused(token(right.withHeader(JSONObjectUtils.toJSONString(header(TestKey.ec())))
                .text()));
        assertRefused(token(withHeader(header -> header.put("crit", List.of("exp")))));
        assertBound(token(right.text()));
    }

    @Test
    void T62_a_proof_is_for_one_method() {
        assertRefused(token(with("htm", "GET")));
        assertRefused(token(with("htm", "post")));
        assertRefused(token(with("htm", List.of("POST"))));
        assertRefused(token(with(claims -> claims.remove("htm"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://issuer.example/rekey/oauth2/introspect",
                "https://issuer.example/oauth2/token",
                "https://issuer.example/rekey/oauth2/token/",
                "https://issuer.example/rekey//oauth2/token",
                "https://issuer.example:8443/rekey/oauth2/token",
                "https://evil.example/rekey/oauth2/token",
                "https://issuer.example@evil.example/rekey/oauth2/token",
                "https://evil.example/?https://issuer.example/rekey/oauth2/token",
                "https://issuer.example/REKEY/oauth2/token",
                "http://issuer.example/rekey/oauth2/token",
                "/rekey/oauth2/token",
                "rekey/oauth2/token",
                ""
            })
    void T62_a_proof_is_for_one_address(String htu) {
        assertRefused(token(with("htu", htu)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTPS://Issuer.Example/rekey/oauth2/token",
                "https://issuer.example:443/rekey/oauth2/token",
                "https://issuer.example/rekey/oauth2/token?a=b",
                "https://issuer.example/rekey/oauth2/token#a",
                "https://issuer.example/rekey/%6Fauth2/tok%65n"
            })
    void T62_an_address_may_be_written_in_other_ways_that_mean_the_same(String htu) {
        assertBound(token(with("htu", htu)));
    }

    @Test
    void T62_T37_the_address_is_never_the_one_that_the_request_claims() {
        String proof = with("htu", "http://localhost:" + server.port() + TOKEN);
        assertRefused(token(proof));

        String form = "grant_type=client_credentials";
        String answer =
                server.raw("POST " + TOKEN + " HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: evil.example\r\n"
                        + "Authorization: " + client.basic() + "\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                        + "Content-Length: " + form.length() + "\r\nConnection: close\r\n"
                        + "DPoP: " + with("htu", "http://evil.example" + TOKEN) + "\r\n\r\n" + form);
        assertThat(answer).startsWith("HTTP/1.1 400").contains("invalid_dpop_proof");
    }

    @Test
    void at_an_added_path_the_proof_is_for_that_path() {
        String path = "/v1/oauth/token";

        assertBound(ask(client, path, with("htu", TokenServer.ISSUER + path)));
        assertRefused(ask(client, path, proof()));
        assertRefused(token(with("htu", TokenServer.ISSUER + path)));
    }

    @Test
    void T62_a_proof_was_made_within_the_last_minute() {
        assertRefused(token(with("iat", now() - 61)));
        assertRefused(token(with("iat", now() + 61)));
        assertRefused(token(with("iat", "" + now())));
        assertRefused(token(with("iat", 1e300)));
        assertRefused(token(with(claims -> claims.remove("iat"))));
        assertBound(token(with("iat", now() - 59)));
        assertBound(token(with("iat", now() + 59)));
    }

    @Test
    void T62_the_window_is_a_setting() {
        try (TokenServer wide = start(Map.of("rekey.token.dpop.window", "PT5M"))) {
            TestClient some = wide.client("some", "orders");
            Map<String, Object> claims = claims(wide);
            claims.put("iat", now(wide) - 299);
            assertBound(ask(some, TOKEN, key.sign(header(key), claims)));
            claims.put("iat", now(wide) - 301);
            claims.put("jti", "another");
            assertRefused(ask(some, TOKEN, key.sign(header(key), claims)));
        }
    }

    private static TokenServer start(Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(EmbeddedDatabase.freshProperties());
        all.putAll(settings);
        TokenServer started = TokenServer.start(all);
        started.register("orders", "READ");
        return started;
    }

    @Test
    void T62_a_proof_works_once() {
        String once = proof();

        assertBound(token(once));
        assertRefused(token(once));
        assertRefused(ask(opaque, TOKEN, once));
    }

    @Test
    void T62_a_proof_is_remembered_for_as_long_as_it_would_be_accepted() {
        String early = with("iat", now() + 59);
        assertBound(token(early));

        server.clock().tick(Duration.ofSeconds(118));

        assertRefused(token(early));
    }

    @Test
    void T62_a_proof_must_have_a_usable_jti() {
        assertRefused(token(with(claims -> claims.remove("jti"))));
        assertRefused(token(with("jti", "")));
        assertRefused(token(with("jti", 7)));
        assertRefused(token(with("jti", "x".repeat(257))));
    }

    @Test
    void T62_a_proof_without_the_right_client_is_worth_nothing_and_has_not_been_used() {
        String proof = proof();
        TestClient wrong = new TestClient(server, client.id(), client.secretId(), opaque.secret());

        Reply reply = ask(wrong, TOKEN, proof);

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.header("DPoP-Nonce")).isNotEmpty();
        assertBound(token(proof));
    }

    @Test
    void T62_a_nonce_need_not_be_there_but_must_be_right() {
        String nonce = token(proof()).header("DPoP-Nonce");

        assertBound(token(with("nonce", nonce)));
        assertRefused(token(with("nonce", "made-up")), "use_dpop_nonce");
        assertRefused(token(with("nonce", "")), "use_dpop_nonce");
        assertRefused(token(with("nonce", 1)), "use_dpop_nonce");
        assertRefused(token(with("nonce", nonce.substring(1))), "use_dpop_nonce");
    }

    @Test
    void T62_a_nonce_is_good_for_minutes() {
        String nonce = token(proof()).header("DPoP-Nonce");

        server.clock().tick(Duration.ofMinutes(2));
        Reply later = token(with("nonce", nonce));
        assertBound(later);
        assertThat(later.header("DPoP-Nonce")).isNotEqualTo(nonce);
        server.clock().tick(Duration.ofMinutes(2));

        assertRefused(token(with("nonce", nonce)), "use_dpop_nonce");
        assertBound(token(with("nonce", later.header("DPoP-Nonce"))));
    }

    @Test
    void T62_where_nonces_are_required_a_proof_without_one_is_sent_back_for_it() {
        try (TokenServer strict = start(Map.of("rekey.token.dpop.nonce-required", "true"))) {
            TestClient some = strict.client("some", "orders");

            Reply first = ask(some, TOKEN, key.sign(header(key), claims(strict)));
            assertRefused(first, "use_dpop_nonce");

            Map<String, Object> claims = claims(strict);
            claims.put("nonce", first.header("DPoP-Nonce"));
            assertBound(ask(some, TOKEN, key.sign(header(key), claims)));
            assertThat(ask(some, TOKEN).text("token_type")).isEqualTo("Bearer");
        }
    }
}
