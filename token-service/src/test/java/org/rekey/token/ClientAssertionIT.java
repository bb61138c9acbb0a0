package org.rekey.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
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
import org.rekey.domain.client.AddClientKey;
import org.rekey.domain.client.DeleteClient;
import org.rekey.domain.client.RetireClientKey;
import org.rekey.domain.client.SuspendClient;
import org.rekey.domain.key.KeyId;
import org.rekey.eventstore.testing.EmbeddedDatabase;
import org.rekey.token.TestClient.Spec;

class ClientAssertionIT {

    private static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private static final String GRANT = "grant_type=client_credentials";
    private static final TokenServer server = TokenServer.shared();
    private static final TestKey key = TestKey.ec();
    private static final TestKey rsa = TestKey.rsa();
    private static final TestClient client = server.client("asserts", "orders");
    private static final TestClient other = server.client("asserts-too", "orders");

    static {
        add(server, client, key);
        add(server, client, rsa);
        add(server, other, TestKey.ec());
    }

    private static void add(TokenServer server, TestClient client, TestKey key) {
        add(server, client, key, key.publicJwk().toJSONString());
    }

    private static void add(TokenServer server, TestClient client, TestKey key, String jwk) {
        server.does(new AddClientKey(client.id(), new KeyId(key.thumbprint()), jwk));
    }

    private static Map<String, Object> claims(TokenServer server, String clientId) {
        long now = server.clock().instant().getEpochSecond();
        return new LinkedHashMap<>(Map.of(
                "iss",
                clientId,
                "sub",
                clientId,
                "aud",
                TokenServer.ISSUER,
                "iat",
                now,
                "exp",
                now + 60,
                "jti",
                UUID.randomUUID().toString()));
    }

    private static Map<String, Object> claims() {
        return claims(server, "asserts");
    }

    private static Map<String, Object> header(TestKey key) {
        return new LinkedHashMap<>(Map.of("alg", key.algorithm()));
    }

    private static String assertion() {
        return key.sign(header(key), claims());
    }

    private static String with(Consumer<Map<String, Object>> change) {
        Map<String, Object> claims = claims();
        change.accept(claims);
        return key.sign(header(key), claims);
    }

    private static String with(String claim, Object value) {
        return with(claims -> claims.put(claim, value));
    }

    private static String withHeader(String parameter, Object value) {
        Map<String, Object> header = header(key);
        header.put(parameter, value);
        return key.sign(header, claims());
    }

    private static String form(String assertion) {
        return "&client_assertion_type=" + TYPE + "&client_assertion=" + assertion;
    }

    private static Reply token(TokenServer server, String assertion, String... further) {
        return server.send(server.post("/oauth2/token", GRANT + form(assertion) + String.join("", further)));
    }

    private static Reply token(String assertion, String... further) {
        return token(server, assertion, further);
    }

    private static void assertAccepted(Reply reply) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    }

    private static void assertRefused(Reply reply) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(401);
        assertThat(reply.error()).isEqualTo("invalid_client");
        assertThat(reply.header("WWW-Authenticate")).startsWith("Basic ");
        assertThat(reply.body()).isEqualTo(token("garbage").body());
    }

    private static long now() {
        return server.clock().instant().getEpochSecond();
    }

    static Stream<Map.Entry<String, TestKey>> algorithms() {
        return Stream.of(
                Map.entry("ES256", TestKey.ec()),
                Map.entry("RS256", TestKey.rsa()),
                Map.entry("PS256", TestKey.rsa(3072)),
                Map.entry("EdDSA", TestKey.ed25519()),
                Map.entry("Ed25519", TestKey.ed25519()));
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void a_key_authenticates_and_stands_in_the_token_as_its_credential(Map.Entry<String, TestKey> signing) {
        TestClient signs = server.client("signs-" + signing.getKey(), "orders");
        add(server, signs, signing.getValue());
        Map<String, Object> claims = claims(server, signs.id().value());

        Reply reply = token(signing.getValue().sign(Map.of("alg", signing.getKey()), claims));

        assertAccepted(reply);
        assertThat(Jwt.of(reply.token()).claim("sid"))
                .isEqualTo(signing.getValue().thumbprint());
        assertThat(Jwt.of(reply.token()).claim("client_id"))
                .isEqualTo(signs.id().value());
    }

    @Test
    void the_signature_counts_in_every_algorithm() {
        algorithms().forEach(signing -> {
            TestClient signs = server.client("mis-signs-" + signing.getKey(), "orders");
            add(server, signs, signing.getValue());
            Map<String, Object> header = Map.of("alg", signing.getKey());
            String right =
                    signing.getValue().sign(header, claims(server, signs.id().value()));
            Jwt another = Jwt.of(
                    signing.getValue().sign(header, claims(server, signs.id().value())));

            assertRefused(token(Jwt.of(right).withSignature(another.signature()).text()));
            assertRefused(token(Jwt.of(right)
                    .withClaims(JSONObjectUtils.toJSONString(claims()))
                    .text()));
            assertAccepted(token(right));
        });
    }

    @Test
    void introspection_and_revocation_take_assertions_too() {
        String token = token(assertion()).token();

        Reply introspected = server.send(server.post("/oauth2/introspect", "token=" + token + form(assertion())));
        Reply revoked = server.send(server.post("/oauth2/revoke", "token=" + token + form(assertion())));

        assertThat(introspected.active()).isTrue();
        assertThat(introspected.text("sid")).isEqualTo(key.thumbprint());
        assertThat(revoked.status()).isEqualTo(200);
        assertThat(client.introspect(token).active()).isFalse();
        for (String path : List.of("/oauth2/introspect", "/oauth2/revoke")) {
            assertRefused(server.send(server.post(path, "token=" + token + form(with("aud", "https://a.example")))));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage",
                "a.b.c",
                "..",
                ".",
                "e30.e30.",
                "e30.e30.e30",
                "W10.W10.W10",
                "bnVsbA.bnVsbA.AAAA",
                "%00",
                "eyJhbGciOiJFUzI1NiJ9.e30.AAAA",
                "eyJhbGciOiJFUzI1NiJ9.bnVsbA.AAAA"
            })
    void T53_a_garbage_assertion_is_refused(String assertion) {
        assertRefused(token(assertion));
    }

    @Test
    void T53_an_assertion_that_is_not_quite_one_is_refused() {
        String right = assertion();

        assertRefused(token(right + "."));
        assertRefused(token(right + ".AAAA"));
        assertRefused(token(right.substring(0, right.length() - 1)));
        assertRefused(token("%20" + right));
        assertRefused(token(right.replaceFirst("\\.", "=.")));
        assertRefused(token(with("padding", "x".repeat(10_000))));
        String deep = JSONObjectUtils.toJSONString(claims())
                .replaceFirst("\\{", "{\"deep\":" + "[".repeat(50) + "]".repeat(50) + ",");
        assertRefused(token(key.sign("{\"alg\":\"ES256\"}", deep, "ES256")));
        assertRefused(token(key.sign("{\"alg\":\"ES256\"}{}", JSONObjectUtils.toJSONString(claims()), "ES256")));
        assertRefused(token(key.sign("[]", JSONObjectUtils.toJSONString(claims()), "ES256")));
        assertAccepted(token(right));
    }

    @Test
    void T53_no_name_may_stand_twice() {
        String claims = JSONObjectUtils.toJSONString(claims());
        String twice = claims.replaceFirst("\\{", "{\"sub\":\"asserts-too\",");

        assertRefused(token(key.sign("{\"alg\":\"ES256\"}", twice, "ES256")));
        assertRefused(token(key.sign("{\"alg\":\"none\",\"alg\":\"ES256\"}", claims, "ES256")));
        assertAccepted(token(key.sign("{\"alg\":\"ES256\"}", claims, "ES256")));
    }

    @Test
    void T53_the_type_of_the_assertion_must_be_said() {
        String right = assertion();

        assertRefused(server.send(server.post("/oauth2/token", GRANT + "&client_assertion=" + right)));
        assertRefused(server.send(server.post(
                "/oauth2/token",
                GRANT + "&client_assertion=" + right
                        + "&client_assertion_type=urn:ietf:params:oauth:client-assertion-type:saml2-bearer")));
        assertRefused(server.send(server.post("/oauth2/token", GRANT + "&client_assertion_type=" + TYPE)));
        assertAccepted(token(right));
    }

    @Test
    void T53_a_JWT_that_was_made_for_something_else_is_refused() {
        assertRefused(token(withHeader("typ", "at+jwt")));
        assertRefused(token(withHeader("typ", "dpop+jwt")));
        assertRefused(token(client.newToken()));
        assertAccepted(token(withHeader("typ", "JWT")));
        assertAccepted(token(withHeader("typ", "client-authentication+jwt")));
        assertAccepted(token(withHeader("typ", "application/client-authentication+jwt")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "NONE", "nOnE", "", "HS256", "ES384", "RS512", "PS512", "ES256K", "dir"})
    void T54_no_algorithm_but_those_listed_is_accepted(String algorithm) {
        String header = "{\"alg\":\"" + algorithm + "\"}";
        String claims = JSONObjectUtils.toJSONString(claims());
        String signed = Base64URL.encode(header) + "." + Base64URL.encode(claims);

        assertRefused(token(signed + "."));
        assertRefused(
                token(signed + "." + Jwt.of(key.sign(header, claims, "ES256")).signature()));
    }

    @Test
    void T55_a_public_key_is_no_shared_secret() throws JOSEException {
        byte[] der = rsa.publicJwk().toRSAKey().toRSAPublicKey().getEncoded();
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + java.util.Base64.getMimeEncoder().encodeToString(der) + "\n-----END PUBLIC KEY-----\n";
        List<byte[]> secrets = List.of(
                der,
                pem.getBytes(StandardCharsets.US_ASCII),
                rsa.publicJwk().toJSONString().getBytes(StandardCharsets.UTF_8),
                rsa.publicJwk().toRSAKey().getModulus().decode());
        for (byte[] secret : secrets) {
            JWSObject assertion =
                    new JWSObject(new JWSHeader.Builder(JWSAlgorithm.HS256).build(), new Payload(claims()));
            assertion.sign(new MACSigner(secret));
            assertRefused(token(assertion.serialize()));
        }
        assertAccepted(token(rsa.sign(Map.of("alg", "RS256"), claims())));
    }

    @Test
    void T55_a_key_does_not_verify_in_an_algorithm_of_another_kind_or_one_that_it_is_not_for() {
        TestKey only = TestKey.rsa();
        TestClient restricted = server.client("only-rs256", "orders");
        add(server, restricted, only, only.publicJwkWith(Map.of("alg", "RS256")));

        assertRefused(token(only.sign(Map.of("alg", "PS256"), claims(server, "only-rs256"))));
        assertAccepted(token(only.sign(Map.of("alg", "RS256"), claims(server, "only-rs256"))));
        assertRefused(token(key.sign("{\"alg\":\"RS256\"}", JSONObjectUtils.toJSONString(claims()), "ES256")));
        assertRefused(token(rsa.sign("{\"alg\":\"ES256\"}", JSONObjectUtils.toJSONString(claims()), "RS256")));
    }

    @Test
    void T56_an_assertion_is_good_until_just_before_it_expires_and_for_minutes_at_most() {
        assertRefused(token(with("exp", now() - 3600)));
        assertRefused(token(with("exp", now())));
        assertRefused(token(with(claims -> claims.remove("exp"))));
        assertRefused(token(with("exp", now() + 10L * 365 * 86_400)));
        assertRefused(token(with("exp", now() + 312)));
        assertRefused(token(with("exp", "" + (now() + 60))));
        assertRefused(token(with("exp", 1e300)));
        assertRefused(token(with("exp", -1)));
        assertAccepted(token(with("exp", now() + 1)));
        assertAccepted(token(with("exp", now() + 300)));
        assertAccepted(token(with("exp", now() + 60.5)));
    }

    @Test
    void T56_an_assertion_from_the_future_is_refused() {
        assertRefused(token(with("nbf", now() + 600)));
        assertRefused(token(with("nbf", now() + 12)));
        assertRefused(token(with("iat", now() + 12)));
        assertRefused(token(with("nbf", "now")));
        assertRefused(token(with("iat", "now")));
        assertAccepted(token(with("nbf", now())));
        assertAccepted(token(with("iat", now() + 9)));
        assertAccepted(token(with(claims -> claims.remove("iat"))));
    }

    @Test
    void T57_the_audience_is_this_server_alone() {
        assertRefused(token(with("aud", "https://other.example")));
        assertRefused(token(with("aud", TokenServer.ISSUER + "/oauth2/token")));
        assertRefused(token(with("aud", TokenServer.ISSUER + "/")));
        assertRefused(token(with("aud", TokenServer.ISSUER.toUpperCase(java.util.Locale.ROOT))));
        assertRefused(token(with("aud", List.of(TokenServer.ISSUER))));
        assertRefused(token(with("aud", List.of(TokenServer.ISSUER, "https://other.example"))));
        assertRefused(token(with("aud", List.of("https://other.example", TokenServer.ISSUER))));
        assertRefused(token(with(claims -> claims.remove("aud"))));
    }

    @Test
    void T58_issuer_and_subject_are_the_client_itself() {
        assertRefused(token(with("iss", "asserts-too")));
        assertRefused(token(with("sub", "asserts-too")));
        assertRefused(token(with(claims -> claims.remove("iss"))));
        assertRefused(token(with(claims -> claims.remove("sub"))));
        assertRefused(token(with("sub", List.of("asserts"))));
        assertRefused(token(key.sign(header(key), claims(server, "asserts-too"))));
        assertRefused(token(key.sign(header(key), claims(server, "nobody-of-this-name"))));
        assertRefused(token(assertion(), "&client_id=asserts-too"));
        assertAccepted(token(assertion(), "&client_id=asserts"));
    }

    @Test
    void T59_an_assertion_works_once() {
        String once = assertion();

        assertAccepted(token(once));
        assertRefused(token(once));
        assertRefused(server.send(server.post("/oauth2/introspect", "token=x" + form(once))));
    }

    @Test
    void T59_a_jti_works_once_whatever_else_is_in_the_assertion() {
        String jti = UUID.randomUUID().toString();

        assertAccepted(token(with("jti", jti)));
        assertRefused(token(with(claims -> {
            claims.put("jti", jti);
            claims.put("exp", now() + 120);
        })));
        assertRefused(token(rsa.sign(header(rsa), with(claims(), "jti", jti))));
    }

    private static Map<String, Object> with(Map<String, Object> claims, String claim, Object value) {
        claims.put(claim, value);
        return claims;
    }

    @Test
    void T59_a_jti_of_one_client_is_none_of_another() {
        TestKey another = TestKey.ec();
        add(server, other, another);
        String jti = UUID.randomUUID().toString();

        assertAccepted(token(with("jti", jti)));
        assertAccepted(token(another.sign(header(another), with(claims(server, "asserts-too"), "jti", jti))));
    }

    @Test
    void T59_an_assertion_without_a_usable_jti_is_refused() {
        assertRefused(token(with(claims -> claims.remove("jti"))));
        assertRefused(token(with("jti", "")));
        assertRefused(token(with("jti", 7)));
        assertRefused(token(with("jti", "x".repeat(257))));
        assertAccepted(token(with("jti", "x".repeat(256))));
    }

    @Test
    void T59_a_refused_assertion_has_not_been_used() {
        String right = assertion();
        assertRefused(token(
                Jwt.of(right).withSignature(Jwt.of(assertion()).signature()).text()));

        assertAccepted(token(right));
    }

    @Test
    void T59_of_an_assertion_that_an_earlier_process_may_have_taken_nobody_can_tell() {
        Map<String, Object> database = new HashMap<>(EmbeddedDatabase.freshProperties());
        TestKey old = TestKey.ec();
        String used;
        String unused;
        String withoutTime;
        try (TokenServer first = TokenServer.start(database)) {
            first.register("orders", "READ");
            TestClient restarts = first.client("restarts", "orders");
            add(first, restarts, old);
            used = old.sign(header(old), claims(first, "restarts"));
            unused = old.sign(header(old), with(claims(first, "restarts"), "exp", now(first) + 300));
            Map<String, Object> claims = with(claims(first, "restarts"), "exp", now(first) + 300);
            claims.remove("iat");
            withoutTime = old.sign(header(old), claims);
            assertAccepted(token(first, used));
        }
        database.put("test.clock", TokenServer.START.plusSeconds(30).toString());
        try (TokenServer second = TokenServer.start(database)) {

            Reply reply = token(second, used);
            assertThat(reply.status()).as(reply.toString()).isEqualTo(503);
            assertThat(reply.header("Retry-After")).isEqualTo("11");
            assertThat(token(second, unused).status()).isEqualTo(503);
            assertThat(token(second, withoutTime).status()).isEqualTo(503);

            TestKey fresh = TestKey.ec();
            second.does(new AddClientKey(
                    new org.rekey.domain.ClientId("restarts"),
                    new KeyId(fresh.thumbprint()),
                    fresh.publicJwk().toJSONString()));
            assertAccepted(token(second, fresh.sign(header(fresh), claims(second, "restarts"))));
            second.clock().tick(Duration.ofSeconds(11));
            assertAccepted(token(second, old.sign(header(old), claims(second, "restarts"))));
            assertThat(token(second, unused).status()).isEqualTo(503);
        }
    }

    @Test
    void an_assertion_without_time_of_issue_is_new_if_an_earlier_process_would_have_found_it_too_early() {
        Map<String, Object> database = new HashMap<>(EmbeddedDatabase.freshProperties());
        TestKey old = TestKey.ec();
        try (TokenServer first = TokenServer.start(database)) {
            first.register("orders", "READ");
            add(first, first.client("timeless", "orders"), old);
        }
        database.put("test.clock", TokenServer.START.plusSeconds(30).toString());
        try (TokenServer second = TokenServer.start(database)) {
            assertThat(token(second, timeless(second, old, 300)).status()).isEqualTo(503);

            second.clock().tick(Duration.ofSeconds(11));
            assertAccepted(token(second, timeless(second, old, 300)));
            Reply shorter = token(second, timeless(second, old, 60));
            assertThat(shorter.status()).isEqualTo(503);
            assertThat(shorter.header("Retry-After")).isEqualTo("240");

            second.clock().tick(Duration.ofSeconds(240));
            assertAccepted(token(second, timeless(second, old, 60)));
            second.clock().tick(Duration.ofSeconds(60));
            assertAccepted(token(second, timeless(second, old, 1)));
        }
    }

    private static String timeless(TokenServer server, TestKey key, int life) {
        Map<String, Object> claims = with(claims(server, "timeless"), "exp", now(server) + life);
        claims.remove("iat");
        return key.sign(header(key), claims);
    }

    private static long now(TokenServer server) {
        return server.clock().instant().getEpochSecond();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../etc/passwd",
                "..%2f",
                "' or 1=1 --",
                "x'; drop table token_view.client_key; --",
                "",
                "\u0000",
                "http://localhost/jwks"
            })
    void T60_a_kid_is_a_name_and_nothing_else(String kid) {
        assertRefused(token(withHeader("kid", kid)));
        assertAccepted(token(withHeader("kid", key.thumbprint())));
    }

    @Test
    void T60_no_key_is_taken_from_the_assertion_nor_fetched() throws IOException {
        TestKey evil = TestKey.ec();
        try (ServerSocket nobodyCalls = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String url = "http://127.0.0.1:" + nobodyCalls.getLocalPort() + "/jwks.json";
            Map<String, Object> headers = Map.of(
                    "jku", url,
                    "x5u", url,
                    "x5c", List.of("MIIB"),
                    "jwk", evil.publicJwk().toJSONObject(),
                    "crit", List.of("exp"));
            headers.forEach((name, value) -> {
                assertRefused(token(withHeader(name, value)));
                Map<String, Object> header = header(evil);
                header.put(name, value);
                header.put("kid", key.thumbprint());
                assertRefused(token(evil.sign(header, claims())));
            });

            nobodyCalls.setSoTimeout(1);
            assertThatThrownBy(nobodyCalls::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void a_key_goes_by_its_own_name_or_its_thumbprint() {
        TestKey named = TestKey.ec();
        TestKey second = TestKey.ec();
        TestClient two = server.client("two-keys", "orders");
        add(server, two, named, named.publicJwkWith(Map.of("kid", "2026-11")));
        add(server, two, second);

        assertAccepted(token(named.sign(Map.of("alg", "ES256", "kid", "2026-11"), claims(server, "two-keys"))));
        assertAccepted(
                token(named.sign(Map.of("alg", "ES256", "kid", named.thumbprint()), claims(server, "two-keys"))));
        assertAccepted(token(second.sign(Map.of("alg", "ES256"), claims(server, "two-keys"))));
        assertRefused(token(second.sign(Map.of("alg", "ES256", "kid", "2026-11"), claims(server, "two-keys"))));
        assertRefused(token(second.sign(Map.of("alg", "ES256", "kid", "2026-12"), claims(server, "two-keys"))));
        assertRefused(token(named.sign(Map.of("alg", "ES256", "kid", 1), claims(server, "two-keys"))));
    }

    @Test
    void T07_a_client_without_keys_cannot_use_one() {
        assertRefused(token(key.sign(
                header(key),
                claims(server, server.client("keyless", "orders").id().value()))));
    }

    @Test
    void T05_an_assertion_and_a_secret_at_once_are_refused() {
        String right = assertion();

        for (Reply reply : List.of(
                token(right, "&client_id=asserts&client_secret=" + client.secret()), client.token(form(right)))) {
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.error()).isEqualTo("invalid_request");
        }
        assertAccepted(token(right));
    }

    @Test
    void a_retired_key_is_refused_and_takes_its_tokens_along() {
        TestKey leaked = TestKey.ec();
        TestKey good = TestKey.ec();
        TestClient leaks = server.client("leaks-a-key", "orders");
        add(server, leaks, leaked);
        add(server, leaks, good);
        String dies = token(leaked.sign(header(leaked), claims(server, "leaks-a-key")))
                .token();
        String lives =
                token(good.sign(header(good), claims(server, "leaks-a-key"))).token();
        String ofSecret = leaks.newToken();

        server.does(new RetireClientKey(leaks.id(), new KeyId(leaked.thumbprint())));

        assertRefused(token(leaked.sign(header(leaked), claims(server, "leaks-a-key"))));
        assertAccepted(token(good.sign(header(good), claims(server, "leaks-a-key"))));
        assertThat(leaks.introspect(dies).active()).isFalse();
        assertThat(leaks.introspect(lives).active()).isTrue();
        assertThat(leaks.introspect(ofSecret).active()).isTrue();
    }

    @Test
    void a_key_that_two_clients_have_is_retired_for_one_of_them() {
        TestKey shared = TestKey.ec();
        TestClient one = server.client("shares-one", "orders");
        TestClient two = server.client("shares-two", "orders");
        add(server, one, shared);
        add(server, two, shared);
        String token =
                token(shared.sign(header(shared), claims(server, "shares-two"))).token();

        server.does(new RetireClientKey(one.id(), new KeyId(shared.thumbprint())));

        assertRefused(token(shared.sign(header(shared), claims(server, "shares-one"))));
        assertAccepted(token(shared.sign(header(shared), claims(server, "shares-two"))));
        assertThat(two.introspect(token).active()).isTrue();
    }

    @Test
    void a_key_works_until_just_before_it_expires_and_its_tokens_live_on() {
        TestKey expiring = TestKey.ec();
        TestClient expires =
                TestClient.create(server, Spec.of("key-expires", "orders").interval("P7D"));
        add(server, expires, expiring);

        Reply first = token(expiring.sign(header(expiring), claims(server, "key-expires")));
        assertThat(first.header("Rekey-Warning")).isEmpty();
        assertThat(first.json().has("secret_expires_in")).isFalse();
        server.clock().tick(Duration.ofDays(7).minusMillis(1));
        Reply last = token(expiring.sign(header(expiring), claims(server, "key-expires")));
        assertAccepted(last);
        assertThat(last.header("Rekey-Warning")).isEqualTo("key-expiring; expires_in=0");
        assertThat(last.json().path("secret_expires_in").asInt(-1)).isZero();
        server.clock().tick(Duration.ofMillis(1));

        assertRefused(token(expiring.sign(header(expiring), claims(server, "key-expires"))));
        assertThat(server.client("asks-about-key-expires", "rekey-tokens")
                        .introspect(last.token())
                        .active())
                .isTrue();
    }

    @Test
    void suspended_and_deleted_clients_are_refused_with_their_keys() {
        TestKey some = TestKey.ec();
        TestClient gone = server.client("key-of-none", "orders");
        add(server, gone, some);
        assertAccepted(token(some.sign(header(some), claims(server, "key-of-none"))));

        server.does(new SuspendClient(gone.id()));
        assertRefused(token(some.sign(header(some), claims(server, "key-of-none"))));
        server.does(new DeleteClient(gone.id()));
        assertRefused(token(some.sign(header(some), claims(server, "key-of-none"))));
        assertThat(server.jdbc()
                        .sql("select count(*) from token_view.client_key where client_id = 'key-of-none'")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void T50_wrong_assertions_are_counted_and_a_right_one_is_let_in_all_the_same() {
        Map<String, Object> settings = new HashMap<>(EmbeddedDatabase.freshProperties());
        settings.put("rekey.token.limits.failures-per-client", "5");
        try (TokenServer strict = TokenServer.start(settings)) {
            strict.register("orders", "READ");
            TestClient guessed = strict.client("guessed", "orders");
            add(strict, guessed, key);
            List<Integer> answers = new ArrayList<>();
            for (int i = 0; i < 7; i++) {
                answers.add(token(strict, rsa.sign(header(rsa), claims(strict, "guessed")))
                        .status());
            }

            assertThat(answers).isEqualTo(Arrays.asList(401, 401, 401, 401, 401, 429, 429));
            assertAccepted(token(strict, key.sign(header(key), claims(strict, "guessed"))));
        }
    }

    @Test
    void T47_the_use_of_a_key_is_written_down_under_its_name() {
        Map<String, Object> database = EmbeddedDatabase.freshProperties();
        try (TokenServer first = TokenServer.start(database)) {
            first.register("orders", "READ");
            add(first, first.client("uses-a-key", "orders"), key);
            assertAccepted(token(first, key.sign(header(key), claims(first, "uses-a-key"))));
        }
        try (TokenServer second = TokenServer.start(database)) {
            assertThat(second.jdbc()
                            .sql("select client_id, uses from telemetry.secret_use where secret_id = ?")
                            .param(key.thumbprint())
                            .query()
                            .singleRow())
                    .containsEntry("client_id", "uses-a-key")
                    .containsEntry("uses", 1L);
        }
    }
}
