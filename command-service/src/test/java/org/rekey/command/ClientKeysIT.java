package org.rekey.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rekey.command.TestKeys.body;
import static org.rekey.command.TestService.clock;
import static org.rekey.command.TestService.createClient;
import static org.rekey.command.TestService.delete;
import static org.rekey.command.TestService.eventsOf;
import static org.rekey.command.TestService.lastPayload;
import static org.rekey.command.TestService.post;
import static org.rekey.command.TestService.unique;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ClientKeysIT {

    /** RFC 7638 section 3.1. */
    private static final String RSA_OF_THE_RFC =
            "{\"kty\":\"RSA\",\"n\":\"0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78"
                    + "LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6C"
                    + "f0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4v"
                    + "MQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw\",\"e\":\"AQAB\",\"alg\":\"RS256\","
                    + "\"kid\":\"2011-04-29\"}";

    /** RFC 8037 appendix A.2. */
    private static final String ED25519_OF_THE_RFC =
            "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}";

    @Test
    void a_key_is_named_by_its_thumbprint_and_kept_with_nothing_but_its_public_members() {
        String id = createClient("admin");
        String given = RSA_OF_THE_RFC.replace("}", ",\"use\":\"sig\",\"key_ops\":[\"verify\"],\"x5u\":\"https://a\"}");
        Reply added = post("admin", "/clients/" + id + "/keys", body(given)).expect(201);

        String keyId = "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs";
        assertThat(added.header("Location")).isEqualTo("/api/v1/clients/" + id + "/keys/" + keyId);
        assertThat(added.header("ETag")).isEqualTo("\"2\"");
        assertThat(added.json().toString())
                .isEqualTo("{\"clientId\":\"" + id + "\",\"keyId\":\"" + keyId
                        + "\",\"kid\":\"2011-04-29\",\"alg\":\"RS256\",\"expiresAt\":\""
                        + clock.instant().plus(Duration.ofDays(90)) + "\",\"warnings\":[]}");
        JsonNode kept = JsonMapper.shared().readTree(lastPayload("client:" + id));
        assertThat(kept.get("keyId").asString()).isEqualTo(keyId);
        JsonNode jwk = JsonMapper.shared().readTree(kept.get("publicJwk").asString());
        assertThat(jwk.propertyNames()).containsExactlyInAnyOrder("kty", "n", "e", "alg", "kid");
        assertThat(jwk.get("n").asString())
                .isEqualTo(JsonMapper.shared().readTree(RSA_OF_THE_RFC).get("n").asString());
    }

    static List<Arguments> good() {
        return List.of(
                Arguments.of(ED25519_OF_THE_RFC, "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"),
                Arguments.of(with(ED25519_OF_THE_RFC, "alg", "EdDSA"), "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"),
                Arguments.of(with(ED25519_OF_THE_RFC, "alg", "Ed25519"), "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"),
                Arguments.of(with(TestKeys.ec(), "alg", "ES256"), null),
                Arguments.of(with(TestKeys.rsa(2048).toJSONString(), "alg", "PS256"), null),
                Arguments.of(TestKeys.rsa(3072).toJSONString(), null));
    }

    @ParameterizedTest
    @MethodSource("good")
    void keys_of_these_kinds_are_taken(String jwk, String keyId) {
        Reply added = post("admin", "/clients/" + createClient("admin") + "/keys", body(jwk))
                .expect(201);
        if (keyId != null) {
            assertThat(added.text("/keyId")).isEqualTo(keyId);
        }
        assertThat(added.json().has("kid")).isFalse();
    }

    static Stream<Arguments> bad() {
        String ec = TestKeys.ec();
        String rsa = TestKeys.rsa(2048).toJSONString();
        return Stream.of(
                Arguments.of("{}", 422, "jwk.kty"),
                Arguments.of("null", 422, "jwk"),
                Arguments.of("[]", 400, "jwk"),
                Arguments.of("{\"kty\":\"oct\"}", 422, "jwk.kty"),
                Arguments.of("{\"kty\":7}", 400, "jwk.kty"),
                Arguments.of("{\"keys\":[" + ec + "]}", 422, "jwk.kty"),
                Arguments.of(with(ec, "k", "c2VjcmV0"), 422, "jwk"),
                Arguments.of(ec.replace("}", ",\"d\":null}"), 422, "jwk"),
                Arguments.of(with(rsa, "p", "AQAB"), 422, "jwk"),
                Arguments.of(with(ec, "use", "enc"), 422, "jwk.use"),
                Arguments.of(ec.replace("}", ",\"key_ops\":[\"encrypt\"]}"), 422, "jwk.key_ops"),
                Arguments.of(with(ec, "alg", "HS256"), 422, "jwk.alg"),
                Arguments.of(with(ec, "alg", "RS256"), 422, "jwk.alg"),
                Arguments.of(with(rsa, "alg", "none"), 422, "jwk.alg"),
                Arguments.of(with(ec, "kid", "a b"), 422, "jwk.kid"),
                Arguments.of(TestKeys.ecPair(Curve.P_384).toPublicJWK().toJSONString(), 422, "jwk.crv"),
                Arguments.of(ec.replace("P-256", "secp256k1"), 422, "jwk.crv"),
                Arguments.of("{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AQ\",\"y\":\"AQ\"}", 422, "jwk"),
                Arguments.of("{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AQ\"}", 422, "jwk.y"),
                Arguments.of("{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"A=\",\"y\":\"AQ\"}", 422, "jwk.x"),
                Arguments.of(TestKeys.rsa(1024).toJSONString(), 422, "jwk.n"),
                Arguments.of(rsaOf("_".repeat(1367), "AQAB"), 422, "jwk.n"),
                Arguments.of(rsaOf("_".repeat(3000), "AQAB"), 422, "jwk.n"),
                Arguments.of(rsa.replace("AQAB", "AQ"), 422, "jwk"),
                Arguments.of(rsa.replace("AQAB", "AQAA"), 422, "jwk"),
                Arguments.of(rsa.replace("AQAB", "_".repeat(12)), 422, "jwk"),
                Arguments.of(rsa.replace("AQAB", "______8"), 422, "jwk"),
                Arguments.of(ED25519_OF_THE_RFC.replace("Ed25519", "X25519"), 422, "jwk.crv"),
                Arguments.of(ed25519("AQ"), 422, "jwk.x"),
                Arguments.of(ed25519("A".repeat(43)), 422, "jwk.x"),
                Arguments.of(ed25519("AQ" + "A".repeat(41)), 422, "jwk.x"),
                Arguments.of(ed25519("Ag" + "A".repeat(41)), 422, "jwk.x"),
                Arguments.of(ed25519("_".repeat(43)), 422, "jwk.x"),
                Arguments.of(ed25519("JuiVj8KyJ7BFw_SJ8u-Y8NXfrAXTxjM5sTgCiG1T_AU"), 422, "jwk.x"),
                Arguments.of(ed25519("xxdqcD1N2E-6PAt2DRBnDyogU_osOczGTsf9d5KsA3o"), 422, "jwk.x"));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void what_is_wrong_with_a_key_is_named(String jwk, int status, String field) {
        String id = createClient("admin");
        post("admin", "/clients/" + id + "/keys", body(jwk)).expect(status, field);
        assertThat(eventsOf("client:" + id)).doesNotContain("client.key-added");
    }

    @Test
    void unknown_fields_beside_the_key_are_400() {
        String path = "/clients/" + createClient("admin") + "/keys";
        post("admin", path, "{\"jwk\":" + TestKeys.ec() + ",\"expiresAt\":\"never\"}")
                .expect(400, "expiresAt");
    }

    @Test
    void a_key_is_the_same_however_its_numbers_are_spelled() {
        String path = "/clients/" + createClient("admin") + "/keys";
        RSAKey key = TestKeys.rsa(2048);
        byte[] modulus = key.getModulus().decode();
        byte[] longer = new byte[modulus.length + 1];
        System.arraycopy(modulus, 0, longer, 1, modulus.length);
        String keyId = post("admin", path, body(key.toJSONString())).expect(201).text("/keyId");
        assertThat(keyId).isEqualTo(thumbprint(key));
        Reply again = post("admin", path, body(rsaOf(Base64URL.encode(longer).toString(), "AAEAAQ")))
                .expect(409);
        assertThat(again.text("/detail")).contains(keyId);
    }

    @Test
    void the_same_key_twice_is_409_even_when_it_has_been_retired() {
        String path = "/clients/" + createClient("admin") + "/keys";
        String key = TestKeys.ec();
        String keyId = post("admin", path, body(key)).expect(201).text("/keyId");
        post("admin", path, body(key)).expect(409);
        post("admin", path + "/" + keyId + "/retire").expect(204);
        post("admin", path, body(key)).expect(409);
        post("admin", "/clients/" + createClient("admin") + "/keys", body(key)).expect(201);
    }

    @Test
    void a_retired_key_is_retired_once() {
        String id = createClient("admin");
        String path = "/clients/" + id + "/keys";
        String keyId = post("admin", path, body(TestKeys.ec())).expect(201).text("/keyId");
        Reply retired = post("admin", path + "/" + keyId + "/retire").expect(204);
        assertThat(retired.header("ETag")).isEqualTo("\"3\"");
        post("admin", path + "/" + keyId + "/retire").expect(204);
        assertThat(eventsOf("client:" + id))
                .containsExactly("client.created", "secret.issued", "client.key-added", "client.key-retired");
    }

    @Test
    void retiring_an_unknown_key_is_404() {
        post("admin", "/clients/" + createClient("admin") + "/keys/%27--/retire")
                .expect(404);
        post("admin", "/clients/nobody/keys/none/retire").expect(404);
    }

    @Test
    void a_client_has_at_most_five_working_keys() {
        String path = "/clients/" + createClient("admin") + "/keys";
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            keys.add(post("admin", path, body(TestKeys.ec())).expect(201).text("/keyId"));
        }
        post("admin", path, body(TestKeys.ec())).expect(409);
        post("admin", path + "/" + keys.get(2) + "/retire").expect(204);
        post("admin", path, body(TestKeys.ec())).expect(201);
    }

    @Test
    void a_key_that_never_expires_comes_with_a_warning() {
        String id = createClient("admin", "\"rotationInterval\":\"never\"");
        Reply added =
                post("admin", "/clients/" + id + "/keys", body(TestKeys.ec())).expect(201);
        assertThat(added.json().get("expiresAt").isNull()).isTrue();
        assertThat(added.text("/warnings/0")).contains("never expires");
    }

    @Test
    void A11_a_key_is_added_to_the_version_that_was_read() {
        String path = "/clients/" + createClient("admin") + "/keys";
        post("admin", path, body(TestKeys.ec()), "If-Match", "\"0\"").expect(412);
        String keyId = post("admin", path, body(TestKeys.ec()), "If-Match", "\"1\"")
                .expect(201)
                .text("/keyId");
        post("admin", path + "/" + keyId + "/retire", "{}", "If-Match", "\"1\"").expect(412);
        post("admin", path + "/" + keyId + "/retire", "{}", "If-Match", "\"2\"").expect(204);
    }

    @Test
    void I8_a_key_is_added_once_per_Idempotency_Key() {
        String id = createClient("admin");
        String path = "/clients/" + id + "/keys";
        String idempotencyKey = unique("key");
        String body = body(TestKeys.ec());
        Reply first =
                post("admin", path, body, "Idempotency-Key", idempotencyKey).expect(201);
        Reply again =
                post("admin", path, body, "Idempotency-Key", idempotencyKey).expect(201);
        assertThat(again.http().body()).isEqualTo(first.http().body());
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        assertThat(again.position()).isEqualTo(first.position());
        post("admin", path, body(TestKeys.ec()), "Idempotency-Key", idempotencyKey)
                .expect(422);
        clock.tick(Duration.ofMinutes(10));
        post("admin", path, body, "Idempotency-Key", idempotencyKey).expect(409);
        assertThat(eventsOf("client:" + id)).containsOnlyOnce("client.key-added");
    }

    @Test
    void a_deleted_client_takes_no_key() {
        String id = createClient("admin");
        delete("admin", "/clients/" + id).expect(204);
        post("admin", "/clients/" + id + "/keys", body(TestKeys.ec())).expect(409);
    }

    private static String with(String jwk, String member, String value) {
        return jwk.replace("}", ",\"" + member + "\":\"" + value + "\"}");
    }

    private static String rsaOf(String modulus, String exponent) {
        return "{\"kty\":\"RSA\",\"n\":\"" + modulus + "\",\"e\":\"" + exponent + "\"}";
    }

    private static String ed25519(String x) {
        return "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"" + x + "\"}";
    }

    private static String thumbprint(RSAKey key) {
        try {
            return key.computeThumbprint().toString();
        } catch (com.nimbusds.jose.JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
