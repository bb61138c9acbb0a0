package org.rekey.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.rekey.domain.token.TokenFormat;
import org.rekey.domain.token.TokenPolicy;
import org.rekey.eventstore.testing.EmbeddedDatabase;
import org.rekey.token.TestClient.Spec;
import org.rekey.token.key.KeyRotation;

class KeyRotationIT {

    private static final Map<String, Object> DATABASE = EmbeddedDatabase.freshProperties();
    private static TokenServer server = start("ES256");

    private static TokenServer start(String algorithm) {
        Map<String, Object> properties = new HashMap<>(DATABASE);
        properties.put("rekey.keys.algorithm", algorithm);
        properties.put("rekey.node-id", "one");
        return TokenServer.start(properties);
    }

    @AfterAll
    static void close() {
        server.close();
    }

    private static void tickAndRotate(Duration duration) {
        server.clock().tick(duration);
        server.bean(KeyRotation.class).run();
    }

    private static List<String> published() throws Exception {
        return JWKSet.parse(server.get("/oauth2/jwks").body()).getKeys().stream()
                .map(JWK::getKeyID)
                .toList();
    }

    private static String kid(String token) {
        return Jwt.of(token).headerJson().path("kid").asString();
    }

    /** As somebody else's library sees it. */
    private static boolean verifies(String token) throws Exception {
        SignedJWT jwt = SignedJWT.parse(token);
        JWK key = JWKSet.parse(server.get("/oauth2/jwks").body())
                .getKeyByKeyId(jwt.getHeader().getKeyID());
        if (key == null) {
            return false;
        }
        JWSVerifier verifier =
                switch (jwt.getHeader().getAlgorithm().getName()) {
                    case "ES256" -> new ECDSAVerifier(key.toECKey());
                    case "RS256" -> new RSASSAVerifier(key.toRSAKey());
                    default -> null;
                };
        return verifier == null ? verifiesEd25519(jwt, key) : jwt.verify(verifier);
    }

    private static boolean verifiesEd25519(SignedJWT jwt, JWK key) throws Exception {
        String x509 = "302a300506032b6570032100"
                + HexFormat.of().formatHex(key.toOctetKeyPair().getX().decode());
        Signature signature = Signature.getInstance("Ed25519");
        signature.initVerify(KeyFactory.getInstance("Ed25519")
                .generatePublic(new X509EncodedKeySpec(HexFormat.of().parseHex(x509))));
        signature.update(jwt.getSigningInput());
        return signature.verify(jwt.getSignature().decode());
    }

    @Test
    void R24_a_key_is_published_before_it_signs_and_stays_until_its_last_token_has_expired() throws Exception {
        TestClient client = TestClient.create(
                server,
                Spec.of("rotation", "rekey-tokens")
                        .interval("never")
                        .with(new TokenPolicy(TokenFormat.JWT, Duration.ofHours(24), false, null)));
        String first = kid(client.newToken());

        tickAndRotate(Duration.ofDays(90).minusMinutes(11));
        assertThat(published()).containsExactly(first);
        tickAndRotate(Duration.ofMinutes(1));
        assertThat(published()).hasSize(2).startsWith(first);
        String old = client.newToken();
        assertThat(kid(old)).isEqualTo(first);

        server.clock().tick(Duration.ofMinutes(10));
        String fresh = client.newToken();
        assertThat(kid(fresh)).isEqualTo(published().get(1));
        assertThat(verifies(old)).isTrue();
        assertThat(verifies(fresh)).isTrue();
        assertThat(client.introspect(old).active()).isTrue();

        tickAndRotate(Duration.ofHours(23));
        assertThat(client.introspect(old).active()).isTrue();
        tickAndRotate(Duration.ofHours(2));
        assertThat(published()).doesNotContain(first).hasSize(1);
        assertThat(privateKeys()).containsExactlyElementsOf(published());
    }

    @Test
    void another_algorithm_takes_over_and_each_token_verifies() throws Exception {
        Instant now = server.clock().instant();
        for (String algorithm : List.of("RS256", "EdDSA", "ES256")) {
            server.close();
            server = start(algorithm);
            now = now.plus(Duration.ofDays(1));
            server.clock().set(now);
            server.bean(KeyRotation.class).run();
            server.clock().tick(Duration.ofMinutes(10));
            TestClient client = server.client("signs-with-" + algorithm, "rekey-tokens");
            String token = client.newToken();

            assertThat(Jwt.of(token).headerJson().path("alg").asString()).isEqualTo(algorithm);
            assertThat(verifies(token)).isTrue();
            assertThat(client.introspect(token).active()).isTrue();
        }
    }

    @Test
    void private_keys_are_in_the_database_but_not_in_clear() {
        List<String> sealed = server.jdbc()
                .sql("select sealed_key from token.signing_key_material")
                .query(String.class)
                .list();

        assertThat(sealed).isNotEmpty().allSatisfy(text -> assertThat(text).doesNotContain("MEE", "MIG", "\"d\""));
    }

    private static List<String> privateKeys() {
        return server.jdbc()
                .sql("select kid from token.signing_key_material order by created_at")
                .query(String.class)
                .list();
    }
}
