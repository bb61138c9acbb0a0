package org.rekey.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.oauth2.sdk.dpop.DPoPProofFactory;
import com.nimbusds.oauth2.sdk.dpop.DefaultDPoPProofFactory;
import com.nimbusds.oauth2.sdk.token.DPoPAccessToken;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Spring Security's resource server before an API, verifying by the JWKS or asking about each token. */
class SpringResourceServerIT {

    private static final RekeyJar REKEY = RekeyJar.shared();
    private static final Map<String, SpringApi> APIS =
            Map.of("jwks", SpringApi.byJwks(), "introspection", SpringApi.byIntrospection());

    private static Credentials client = new Credentials("", "");
    private static Credentials opaque = new Credentials("", "");
    private static Credentials stranger = new Credentials("", "");

    @BeforeAll
    static void clients() {
        client = WebOrders.client("");
        opaque = WebOrders.client(", \"token\": {\"format\": \"opaque\"}");
        REKEY.api("POST", "apis", """
                        {"key": "elsewhere", "name": "Elsewhere", "audience": "https://elsewhere.example.com",
                         "access": ["READ"]}""").expect(201);
        stranger = REKEY.createClient("""
                {"name": "Of another API", "scopes": [{"api": "elsewhere"}]}""");
    }

    @AfterAll
    static void stop() {
        APIS.values().forEach(SpringApi::close);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jwks", "introspection"})
    void a_jwt_opens_what_its_scopes_allow(String api) {
        String reading = token(client, "scope=" + WebOrders.READ);

        Answer granted = call(api, "GET", reading).expect(200);
        assertThat(granted.text("client")).isEqualTo(client.id());
        Answer denied = call(api, "POST", reading).expect(403);
        assertThat(denied.header("WWW-Authenticate")).contains("insufficient_scope");
        call(api, "POST", token(client, "")).expect(200);
    }

    @Test
    void an_opaque_token_opens_what_its_scopes_allow() {
        String reading = token(opaque, "scope=" + WebOrders.READ);

        assertThat(call("introspection", "GET", reading).expect(200).text("client"))
                .isEqualTo(opaque.id());
        call("introspection", "POST", reading).expect(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jwks", "introspection"})
    void a_token_that_is_none_opens_nothing(String api) {
        String token = token(client, "");
        String forged = token.substring(0, token.length() - 8) + "AAAAAAAA";

        assertThat(call(api, "GET", forged).expect(401).header("WWW-Authenticate"))
                .contains("invalid_token");
        call(api, "GET", "nonsense").expect(401);
    }

    @Test
    void a_token_for_another_audience_opens_nothing() {
        String foreign = token(stranger, "");

        assertThat(call("jwks", "GET", foreign).expect(401).header("WWW-Authenticate"))
                .contains("aud");
    }

    @Test
    void a_revoked_token_opens_nothing_where_rekey_is_asked() {
        String token = token(opaque, "");
        call("introspection", "GET", token).expect(200);

        REKEY.revoke(opaque, token).expect(200);

        call("introspection", "GET", token).expect(401);
    }

    @Test
    void a_bound_token_opens_with_its_proof_alone() throws Exception {
        JWK key = new ECKeyGenerator(Curve.P_256).generate();
        DPoPProofFactory proofs = new DefaultDPoPProofFactory(key, JWSAlgorithm.ES256);
        URI endpoint = URI.create(REKEY.url() + "/oauth2/token");
        Answer bound = Http.form(
                        endpoint.toString(),
                        "grant_type=client_credentials",
                        "Authorization",
                        client.basic(),
                        "DPoP",
                        proofs.createDPoPJWT("POST", endpoint).serialize())
                .expect(200);
        assertThat(bound.text("token_type")).isEqualTo("DPoP");
        DPoPAccessToken token = new DPoPAccessToken(bound.text("access_token"));

        SpringApi api = api("jwks");
        URI orders = URI.create(api.url() + WebOrders.PATH);
        String proof = proofs.createDPoPJWT("GET", orders, token).serialize();
        assertThat(api.call("GET", "DPoP " + token, "DPoP", proof).expect(200).text("client"))
                .isEqualTo(client.id());
        DPoPProofFactory thief =
                new DefaultDPoPProofFactory(new ECKeyGenerator(Curve.P_256).generate(), JWSAlgorithm.ES256);
        String foreign = thief.createDPoPJWT("GET", orders, token).serialize();
        api.call("GET", "DPoP " + token, "DPoP", foreign).expect(401);
        api.call("GET", "Bearer " + token).expect(401);
    }

    private static String token(Credentials client, String more) {
        return REKEY.token(client, more).expect(200).text("access_token");
    }

    private static Answer call(String api, String method, String token) {
        return api(api).call(method, "Bearer " + token);
    }

    private static SpringApi api(String name) {
        return APIS.get(name);
    }
}
