package org.rekey.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenIntrospectionRequest;
import com.nimbusds.oauth2.sdk.TokenIntrospectionResponse;
import com.nimbusds.oauth2.sdk.TokenIntrospectionSuccessResponse;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.TokenRevocationRequest;
import com.nimbusds.oauth2.sdk.as.AuthorizationServerMetadata;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.JWTAuthenticationClaimsSet;
import com.nimbusds.oauth2.sdk.auth.PrivateKeyJWT;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.dpop.DPoPProofFactory;
import com.nimbusds.oauth2.sdk.dpop.DefaultDPoPProofFactory;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.Audience;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.token.AccessToken;
import com.nimbusds.oauth2.sdk.token.AccessTokenType;
import com.nimbusds.oauth2.sdk.token.BearerTokenError;
import com.nimbusds.oauth2.sdk.token.DPoPAccessToken;
import com.nimbusds.oauth2.sdk.token.DPoPTokenError;
import com.nimbusds.openid.connect.sdk.Nonce;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nimbus oauth2-oidc-sdk, told nothing but the issuer and the client's credentials. */
class NimbusSdkIT {

    private static final URI ORDERS = URI.create(Gateway.shared().url() + WebOrders.PATH);
    private static final Nonce STALE = new Nonce("AAAAAAAAAAAAAAAAAAAAAA");
    private static AuthorizationServerMetadata server = new AuthorizationServerMetadata(new Issuer("unknown"));

    private Credentials client = new Credentials("", "");

    @BeforeAll
    static void discovery() throws Exception {
        server =
                AuthorizationServerMetadata.resolve(new Issuer(RekeyJar.shared().url()));
    }

    @BeforeEach
    void aClient() {
        client = WebOrders.client("");
    }

    @Test
    void the_metadata_names_what_a_client_needs() {
        assertThat(server.getIssuer()).hasToString(RekeyJar.shared().url());
        assertThat(server.getTokenEndpointAuthMethods())
                .contains(
                        ClientAuthenticationMethod.CLIENT_SECRET_BASIC,
                        ClientAuthenticationMethod.CLIENT_SECRET_POST,
                        ClientAuthenticationMethod.PRIVATE_KEY_JWT);
        assertThat(server.getTokenEndpointJWSAlgs())
                .contains(JWSAlgorithm.ES256, JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.EdDSA);
        assertThat(server.getDPoPJWSAlgs()).contains(JWSAlgorithm.ES256);
    }

    @Test
    void client_secret_basic() throws Exception {
        AccessToken token = token(basic(), new Scope(WebOrders.READ));

        assertThat(token.getType()).isEqualTo(AccessTokenType.BEARER);
        assertThat(token.getLifetime()).isEqualTo(3600);
        assertThat(token.getScope()).isEqualTo(new Scope(WebOrders.READ));
    }

    @Test
    void client_secret_post() throws Exception {
        ClientAuthentication post = new ClientSecretPost(new ClientID(client.id()), new Secret(client.secret()));

        assertThat(token(post, null).getScope()).isEqualTo(new Scope(WebOrders.READ, WebOrders.WRITE));
    }

    @Test
    void a_secret_in_its_grace_period() throws Exception {
        WebOrders.rotate(client);
        HTTPResponse answer = new TokenRequest.Builder(
                        server.getTokenEndpointURI(), basic(), new ClientCredentialsGrant())
                .build()
                .toHTTPRequest()
                .send();

        assertThat(success(answer).getType()).isEqualTo(AccessTokenType.BEARER);
        assertThat(TokenResponse.parse(answer).toSuccessResponse().getCustomParameters())
                .containsKey("secret_expires_in");
    }

    @Test
    void introspection() throws Exception {
        TokenIntrospectionSuccessResponse answer = introspected(token(basic(), null), basic());

        assertThat(answer.isActive()).isTrue();
        assertThat(answer.getClientID()).hasToString(client.id());
        assertThat(answer.getIssuer()).isEqualTo(server.getIssuer());
        assertThat(answer.getScope()).isEqualTo(new Scope(WebOrders.READ, WebOrders.WRITE));
        assertThat(answer.getAudience()).containsExactly(new Audience(WebOrders.AUDIENCE));
        assertThat(answer.getTokenType()).isEqualTo(AccessTokenType.BEARER);
    }

    @Test
    void revocation() throws Exception {
        AccessToken token = token(basic(), null);

        revoke(token, basic());

        assertThat(introspected(token, basic()).isActive()).isFalse();
    }

    @Test
    void resource_indicators() throws Exception {
        TokenRequest request = new TokenRequest.Builder(
                        server.getTokenEndpointURI(), basic(), new ClientCredentialsGrant())
                .resource(URI.create(WebOrders.AUDIENCE))
                .build();
        AccessToken token = success(request.toHTTPRequest().send());

        assertThat(SignedJWT.parse(token.getValue()).getJWTClaimsSet().getAudience())
                .containsExactly(WebOrders.AUDIENCE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ES256", "RS256", "PS256"})
    void private_key_jwt(String algorithm) throws Exception {
        JWK key = key(algorithm);
        String keyId = WebOrders.addKey(client, key.toPublicJWK().toJSONString());

        AccessToken token = token(assertion(algorithm, key, keyId), null);
        assertThat(introspected(token, assertion(algorithm, key, null)).isActive())
                .isTrue();
        revoke(token, assertion(algorithm, key, key.getKeyID()));
        assertThat(introspected(token, assertion(algorithm, key, keyId)).isActive())
                .isFalse();
    }

    @Test
    void dpop_token() throws Exception {
        for (String algorithm : List.of("ES256", "RS256", "PS256")) {
            JWK key = key(algorithm);
            AccessToken token = bound(proofs(key, algorithm));

            assertThat(token).isInstanceOf(DPoPAccessToken.class);
            TokenIntrospectionSuccessResponse answer = introspected(token, basic());
            assertThat(answer.getTokenType()).isEqualTo(AccessTokenType.DPOP);
            assertThat(answer.getJWKThumbprintConfirmation().getValue()).isEqualTo(key.computeThumbprint());
        }
    }

    @Test
    void dpop_nonce() throws Exception {
        DPoPProofFactory proofs = proofs(key("ES256"), "ES256");

        HTTPResponse refused = tokenRequest(basic(), proofs, STALE).send();
        assertThat(TokenResponse.parse(refused)
                        .toErrorResponse()
                        .getErrorObject()
                        .getCode())
                .isEqualTo("use_dpop_nonce");
        assertThat(refused.getDPoPNonce()).isNotNull();

        HTTPResponse granted =
                tokenRequest(basic(), proofs, refused.getDPoPNonce()).send();
        assertThat(success(granted)).isInstanceOf(DPoPAccessToken.class);
        assertThat(granted.getDPoPNonce()).isNotNull();
    }

    @Test
    void dpop_at_the_gateway() throws Exception {
        DPoPProofFactory proofs = proofs(key("ES256"), "ES256");
        AccessToken token = bound(proofs);

        HTTPResponse first = call("GET", token, proofs, null);
        assertThat(first.getStatusCode()).isEqualTo(200);
        assertThat(call("GET", token, proofs, first.getDPoPNonce()).getStatusCode())
                .isEqualTo(200);

        HTTPResponse stale = call("GET", token, proofs, STALE);
        assertThat(stale.getStatusCode()).isEqualTo(401);
        assertThat(DPoPTokenError.parse(stale.getWWWAuthenticate()).getCode()).isEqualTo("use_dpop_nonce");
        assertThat(call("GET", token, proofs, stale.getDPoPNonce()).getStatusCode())
                .isEqualTo(200);

        HTTPResponse stolen = call("GET", token, proofs(key("ES256"), "ES256"), null);
        assertThat(stolen.getStatusCode()).isEqualTo(401);
        assertThat(DPoPTokenError.parse(stolen.getWWWAuthenticate()).getCode()).isEqualTo("invalid_token");
    }

    @Test
    void a_proof_is_good_for_one_call() throws Exception {
        DPoPProofFactory proofs = proofs(key("ES256"), "ES256");
        AccessToken token = bound(proofs);
        HTTPRequest call = request("GET", token);
        call.setDPoP(proofs.createDPoPJWT("GET", ORDERS, token));

        assertThat(call.send().getStatusCode()).isEqualTo(200);
        assertThat(call.send().getStatusCode()).isEqualTo(401);
    }

    @Test
    void the_challenges_of_the_gateway() throws Exception {
        AccessToken token = token(basic(), new Scope(WebOrders.READ));

        HTTPResponse denied = request("POST", token).send();
        assertThat(denied.getStatusCode()).isEqualTo(403);
        BearerTokenError challenge = BearerTokenError.parse(denied.getWWWAuthenticate());
        assertThat(challenge.getCode()).isEqualTo("insufficient_scope");
        assertThat(challenge.getScope()).isEqualTo(new Scope(WebOrders.WRITE));

        revoke(token, basic());
        HTTPResponse revoked = request("GET", token).send();
        assertThat(revoked.getStatusCode()).isEqualTo(401);
        assertThat(BearerTokenError.parse(revoked.getWWWAuthenticate()).getCode())
                .isEqualTo("invalid_token");
    }

    private ClientAuthentication basic() {
        return new ClientSecretBasic(new ClientID(client.id()), new Secret(client.secret()));
    }

    private PrivateKeyJWT assertion(String algorithm, JWK key, String keyId) throws Exception {
        JWTAuthenticationClaimsSet claims =
                new JWTAuthenticationClaimsSet(new ClientID(client.id()), new Audience(server.getIssuer()));
        return new PrivateKeyJWT(
                claims, JWSAlgorithm.parse(algorithm), ((AsymmetricJWK) key).toPrivateKey(), keyId, null);
    }

    private AccessToken token(ClientAuthentication authentication, Scope scope) throws Exception {
        return success(
                new TokenRequest.Builder(server.getTokenEndpointURI(), authentication, new ClientCredentialsGrant())
                        .scope(scope)
                        .build()
                        .toHTTPRequest()
                        .send());
    }

    private AccessToken bound(DPoPProofFactory proofs) throws Exception {
        return success(tokenRequest(basic(), proofs, null).send());
    }

    private static HTTPRequest tokenRequest(ClientAuthentication authentication, DPoPProofFactory proofs, Nonce nonce)
            throws Exception {
        URI endpoint = server.getTokenEndpointURI();
        HTTPRequest request = new TokenRequest.Builder(endpoint, authentication, new ClientCredentialsGrant())
                .build()
                .toHTTPRequest();
        request.setDPoP(proofs.createDPoPJWT("POST", endpoint, nonce));
        return request;
    }

    private static AccessToken success(HTTPResponse response) throws Exception {
        return TokenResponse.parse(response).toSuccessResponse().getTokens().getAccessToken();
    }

    private static TokenIntrospectionSuccessResponse introspected(AccessToken token, ClientAuthentication asking)
            throws Exception {
        HTTPRequest request =
                new TokenIntrospectionRequest(server.getIntrospectionEndpointURI(), asking, token).toHTTPRequest();
        return TokenIntrospectionResponse.parse(request.send()).toSuccessResponse();
    }

    private static void revoke(AccessToken token, ClientAuthentication asking) throws Exception {
        HTTPRequest request =
                new TokenRevocationRequest(server.getRevocationEndpointURI(), asking, token).toHTTPRequest();
        assertThat(request.send().indicatesSuccess()).isTrue();
    }

    private static HTTPResponse call(String method, AccessToken token, DPoPProofFactory proofs, Nonce nonce)
            throws Exception {
        HTTPRequest request = request(method, token);
        request.setDPoP(proofs.createDPoPJWT(method, ORDERS, token, nonce));
        return request.send();
    }

    private static HTTPRequest request(String method, AccessToken token) {
        HTTPRequest request = new HTTPRequest(HTTPRequest.Method.valueOf(method), ORDERS);
        request.setAuthorization(token.toAuthorizationHeader());
        return request;
    }

    private static DPoPProofFactory proofs(JWK key, String algorithm) throws Exception {
        return new DefaultDPoPProofFactory(key, JWSAlgorithm.parse(algorithm));
    }

    private static JWK key(String algorithm) throws Exception {
        return algorithm.equals("ES256")
                ? new ECKeyGenerator(Curve.P_256).keyID("ours").generate()
                : new RSAKeyGenerator(2048).keyID("ours").generate();
    }
}
