package org.rekey.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rekey.domain.client.ChangeClientAuthorities;
import org.rekey.domain.client.RevokeClientTokens;
import org.rekey.domain.token.TokenFormat;
import org.rekey.domain.token.TokenPolicy;
import org.rekey.token.TestClient.Spec;
import org.rekey.token.token.ActiveToken;
import org.rekey.token.token.Introspection;

class IntrospectionIT {

    private static final String INACTIVE = "{\"active\":false}";
    private static final TokenServer server = TokenServer.shared();
    private static TestClient jwt;
    private static TestClient opaque;

    @BeforeAll
    static void prepare() {
        jwt = TestClient.create(server, full(Spec.of("full-jwt", "asset-listing:READ,WRITE", "orders")));
        opaque = TestClient.create(
                server,
                full(Spec.of("full-opaque", "asset-listing:READ,WRITE", "orders")
                        .opaque()));
    }

    private static Spec full(Spec spec) {
        return spec.tenant("acme")
                .authorities(Map.of("document_type", "invoice", "country_code", "D\u00c9"), "plain")
                .extensions(Map.of("vault", "v-1", "quota", 7));
    }

    private static TestClient of(TokenFormat format) {
        return format == TokenFormat.JWT ? jwt : opaque;
    }

    @Test
    void T69_a_JWT_has_the_shape_of_RFC_9068() {
        Jwt token = Jwt.of(jwt.newToken());
        long now = server.clock().instant().getEpochSecond();

        assertThat(token.headerJson().path("typ").asString()).isEqualTo("at+jwt");
        assertThat(token.headerJson().path("alg").asString()).isEqualTo("ES256");
        assertThat(token.headerJson().path("kid").asString()).isNotEmpty();
        assertThat(token.claim("iss")).isEqualTo(TokenServer.ISSUER);
        assertThat(token.claim("sub")).isEqualTo("full-jwt");
        assertThat(token.claim("client_id")).isEqualTo("full-jwt");
        assertThat(token.claimsJson().path("aud").toString()).isEqualTo("[\"asset-listing\",\"orders\"]");
        assertThat(token.claim("scope")).isEqualTo("asset-listing.read asset-listing.write orders.read");
        assertThat(token.claimsJson().path("iat").asLong()).isEqualTo(now);
        assertThat(token.claimsJson().path("exp").asLong()).isEqualTo(now + 3600);
        assertThat(token.claim("jti")).matches("[0-9A-Za-z]{22}\\.0");
        assertThat(token.claim("sid")).isEqualTo(jwt.secretId().value());
        assertThat(token.claim("tenant")).isEqualTo("acme");
        assertThat(token.claimsJson()
                        .path("authorities")
                        .get(0)
                        .path("country_code")
                        .asString())
                .isEqualTo("D\u00c9");
    }

    @Test
    void an_opaque_token_says_nothing_to_its_holder() {
        String token = opaque.newToken();

        assertThat(token)
                .doesNotContain("full-opaque")
                .matches("[A-Za-z0-9_-]+\\.\\.[A-Za-z0-9_-]{16}\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]{22}");
        assertThat(opaque.newToken()).isNotEqualTo(token);
    }

    @ParameterizedTest
    @EnumSource(TokenFormat.class)
    void an_answer_brings_the_extensions_of_the_client(TokenFormat format) {
        assertThat(of(format).token().json().path("extensions").path("vault").asString())
                .isEqualTo("v-1");
    }

    @ParameterizedTest
    @EnumSource(TokenFormat.class)
    void introspection_says_it_all(TokenFormat format) {
        TestClient client = of(format);
        long now = server.clock().instant().getEpochSecond();

        Reply reply = client.introspect(client.newToken());

        assertThat(reply.active()).isTrue();
        assertThat(reply.text("token_type")).isEqualTo("Bearer");
        assertThat(reply.text("scope")).isEqualTo("asset-listing.read asset-listing.write orders.read");
        assertThat(reply.text("client_id")).isEqualTo(client.id().value());
        assertThat(reply.text("sub")).isEqualTo(client.id().value());
        assertThat(reply.json().path("aud").toString()).isEqualTo("[\"asset-listing\",\"orders\"]");
        assertThat(reply.text("iss")).isEqualTo(TokenServer.ISSUER);
        assertThat(reply.json().path("iat").asLong()).isEqualTo(now);
        assertThat(reply.json().path("exp").asLong()).isEqualTo(now + 3600);
        assertThat(reply.text("jti")).matches("[0-9A-Za-z]{22}\\.0");
        assertThat(reply.text("sid")).isEqualTo(client.secretId().value());
        assertThat(reply.text("tenant")).isEqualTo("acme");
        assertThat(reply.json().path("authorities").get(1).asString()).isEqualTo("plain");
        assertThat(reply.json().path("extensions").path("quota").asInt()).isEqualTo(7);
        assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void R01_who_does_not_say_who_he_is_learns_nothing() {
        Reply reply = server.send(server.post("/oauth2/introspect", "token=" + jwt.newToken()));

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.error()).isEqualTo("invalid_client");
        assertThat(reply.header("WWW-Authenticate")).startsWith("Basic ");
    }

    @ParameterizedTest
    @EnumSource(TokenFormat.class)
    void R02_only_an_API_owner_of_the_same_tenant_or_of_none_may_ask_about_others(TokenFormat format) {
        String token = of(format).newToken();
        TestClient stranger = TestClient.create(
                server, Spec.of("stranger-" + format, "orders").tenant("acme"));
        TestClient sameTenant = TestClient.create(
                server, Spec.of("owner-" + format, "rekey-tokens").tenant("acme"));
        TestClient otherTenant = TestClient.create(
                server, Spec.of("other-" + format, "rekey-tokens").tenant("umbrella"));
        TestClient noTenant = TestClient.create(server, Spec.of("global-" + format, "rekey-tokens"));

        assertThat(stranger.introspect(token).body()).isEqualTo(INACTIVE);
        assertThat(otherTenant.introspect(token).body()).isEqualTo(INACTIVE);
        assertThat(sameTenant.introspect(token).active()).isTrue();
        assertThat(noTenant.introspect(token).active()).isTrue();
    }

    @Test
    void R02_a_tenant_may_not_ask_about_tokens_of_nobodys() {
        String token = server.client("of-no-tenant", "orders").newToken();
        TestClient tenant = TestClient.create(
                server, Spec.of("asks-about-nobodys", "rekey-tokens").tenant("acme"));

        assertThat(tenant.introspect(token).body()).isEqualTo(INACTIVE);
    }

    @Test
    void R03_there_is_no_signed_answer_with_claims() {
        Reply reply = server.send(server.post("/oauth2/introspect", "token=" + jwt.newToken())
                .header("Authorization", server.client("wants-jwt", "orders").basic())
                .header("Accept", "application/token-introspection+jwt"));

        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
        assertThat(reply.body()).isEqualTo(INACTIVE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                ".",
                "..",
                "...",
                "....",
                ".....",
                "a.b",
                "a.b.c",
                "a..c.d.e",
                "e30.e30.",
                "e30..e30.e30.e30",
                "\u00e4.\u00f6.\u00fc"
            })
    void R04_what_is_no_token_is_inactive(String token) {
        assertThat(jwt.introspect(token).body()).isEqualTo(INACTIVE);
    }

    @Test
    void R05_a_missing_or_repeated_token_is_an_invalid_request() {
        assertThat(jwt.ask("/oauth2/introspect", "").error()).isEqualTo("invalid_request");
        assertThat(jwt.ask("/oauth2/introspect", "token=").error()).isEqualTo("invalid_request");
        assertThat(jwt.ask("/oauth2/introspect", "token=a&token=b").status()).isEqualTo(400);
        assertThat(jwt.ask("/oauth2/introspect?token=a", "x=y").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @EnumSource(TokenFormat.class)
    void R07_the_hint_does_not_matter(TokenFormat format) {
        String token = of(format).newToken();

        assertThat(of(format)
                        .ask("/oauth2/introspect", "token_type_hint=refresh_token&token=" + token)
                        .active())
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(TokenFormat.class)
    void R09_tokens_issued_before_all_were_revoked_are_inactive_and_new_ones_are_not(TokenFormat format) {
        Spec spec = Spec.of("revokes-all-" + format, "orders");
        TestClient client = TestClient.create(server, format == TokenFormat.JWT ? spec : spec.opaque());
        String before = client.newToken();

        server.does(new RevokeClientTokens(client.id()));
        String after = client.newToken();

        assertThat(client.introspect(before).body()).isEqualTo(INACTIVE);
        assertThat(client.introspect(after).active()).isTrue();
        assertThat(client.introspect(after).text("jti")).endsWith(".1");
    }

    @ParameterizedTest
    @EnumSource(TokenFormat.class)
    void R10_a_token_is_active_until_just_before_it_expires(TokenFormat format) {
        TestClient client = TestClient.create(
                server,
                Spec.of("short-" + format, "orders").with(new TokenPolicy(format, Duration.ofMinutes(1), false, null)));
        String token = client.newToken();

        server.clock().tick(Duration.ofSeconds(59));
        assertThat(client.introspect(token).active()).isTrue();
        server.clock().tick(Duration.ofSeconds(1));
        assertThat(client.introspect(token).body()).isEqualTo(INACTIVE);
    }

    @Test
    void R11_an_altered_JWT_is_inactive() {
        Jwt token = Jwt.of(jwt.newToken());
        String claims = token.claimsJson().toString();
        String kid = token.headerJson().path("kid").asString();

        List<Jwt> altered = List.of(
                token.withClaims(claims.replace("full-jwt", "full-opaque")),
                token.withClaims(claims + " "),
                token.withClaims(claims.replace("\"exp\":1", "\"exp\":2")),
                token.withHeader("{\"typ\":\"at+jwt\",\"alg\":\"none\",\"kid\":\"" + kid + "\"}")
                        .withSignature(""),
                token.withHeader("{\"typ\":\"at+jwt\",\"alg\":\"HS256\",\"kid\":\"" + kid + "\"}"),
                token.withHeader("{\"typ\":\"JWT\",\"alg\":\"ES256\",\"kid\":\"" + kid + "\"}"),
                token.withHeader("{\"typ\":\"at+jwt\",\"alg\":\"ES256\",\"kid\":\"another\"}"),
                token.withHeader("{\"typ\":\"at+jwt\",\"alg\":\"ES256\",\"kid\":\"../../etc/passwd\"}"),
                token.withHeader(
                        "{\"typ\":\"at+jwt\",\"alg\":\"ES256\",\"jwk\":{\"kty\":\"EC\"},\"kid\":\"" + kid + "\"}"),
                token.withSignature(""),
                token.withSignature("A".repeat(86)));

        assertThat(jwt.introspect(token.text()).active()).isTrue();
        assertThat(altered)
                .allSatisfy(
                        other -> assertThat(jwt.introspect(other.text()).body()).isEqualTo(INACTIVE));
    }

    @ParameterizedTest
    @EnumSource(TokenFormat.class)
    void R11_changing_any_single_character_makes_a_token_inactive(TokenFormat format) {
        String token = of(format).newToken();
        Introspection introspection = server.bean(Introspection.class);

        for (int i = 0; i < token.length(); i++) {
            char other = token.charAt(i) == 'A' ? 'B' : 'A';
            String altered = token.substring(0, i) + other + token.substring(i + 1);
            assertThat(introspection.introspect(altered)).as("character %d", i).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(TokenFormat.class)
    void a_change_of_rights_acts_on_live_tokens_at_once(TokenFormat format) {
        Spec spec = Spec.of("rights-" + format, "orders").authorities("before");
        TestClient client = TestClient.create(server, format == TokenFormat.JWT ? spec : spec.opaque());
        String token = client.newToken();

        server.does(new ChangeClientAuthorities(client.id(), List.of("after")));

        assertThat(client.introspect(token).json().path("authorities").toString())
                .isEqualTo("[\"after\"]");
    }

    @Test
    void the_same_answer_is_there_for_who_asks_from_within_the_process() {
        ActiveToken token =
                server.bean(Introspection.class).introspect(jwt.newToken()).orElseThrow();

        assertThat(token.clientId()).isEqualTo("full-jwt");
        assertThat(token.tenant()).isEqualTo("acme");
        assertThat(token.scopes()).containsExactly("asset-listing.read", "asset-listing.write", "orders.read");
        assertThat(token.audiences()).containsExactly("asset-listing", "orders");
    }
}
