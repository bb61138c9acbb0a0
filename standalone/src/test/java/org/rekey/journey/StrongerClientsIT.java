package org.rekey.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.rekey.journey.RekeyHttp.Credentials;

class StrongerClientsIT {

    private static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    private final RekeyHttp http = RunningRekey.shared().http();
    private final String issuer = RunningRekey.shared().url();
    private final ECKey key = key();

    private static ECKey key() {
        try {
            return new ECKeyGenerator(Curve.P_256).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private String signed(JWSHeader.Builder header, JWTClaimsSet.Builder claims) {
        try {
            claims.issueTime(new Date()).jwtID(UUID.randomUUID().toString());
            SignedJWT jwt = new SignedJWT(header.build(), claims.build());
            jwt.sign(new ECDSASigner(key));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private String proof(String path) {
        return signed(
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .type(new JOSEObjectType("dpop+jwt"))
                        .jwk(key.toPublicJWK()),
                new JWTClaimsSet.Builder().claim("htm", "POST").claim("htu", issuer + path));
    }

    private String assertion(String clientId) {
        return signed(
                new JWSHeader.Builder(JWSAlgorithm.ES256),
                new JWTClaimsSet.Builder()
                        .issuer(clientId)
                        .subject(clientId)
                        .audience(issuer)
                        .expirationTime(Date.from(Instant.now().plusSeconds(60))));
    }

    private Answer tokenByKey(String clientId) {
        return http.send(http.form(
                "/oauth2/token",
                "grant_type=client_credentials&client_assertion_type=" + TYPE + "&client_assertion="
                        + assertion(clientId)));
    }

    @Test
    void T62_the_admin_API_takes_no_token_that_is_bound_to_a_key() {
        Credentials administrator =
                http.create("Bound administrator", "\"scopes\":[{\"api\":\"rekey\",\"access\":[\"READ\"]}]");
        String bearer = http.token(administrator).expect(200).text("access_token");
        Answer answer = http.send(http.form("/oauth2/token", "grant_type=client_credentials")
                .header("Authorization", RekeyHttp.basic(administrator))
                .header("DPoP", proof("/oauth2/token")));
        String bound = answer.expect(200).text("access_token");
        assertThat(answer.text("token_type")).isEqualTo("DPoP");

        list("Bearer " + bearer).expect(200);
        list("Bearer " + bound).expect(401);
        list("DPoP " + bound).expect(401);
    }

    private Answer list(String authorization) {
        return http.send(HttpRequest.newBuilder(URI.create(issuer + "/api/v1/clients"))
                .header("Authorization", authorization)
                .GET());
    }

    @Test
    void a_key_that_the_administrator_has_added_works_until_it_is_retired_and_takes_its_tokens_along() {
        String id =
                http.create("Has a key", "\"scopes\":[{\"api\":\"orders\"}]").id();
        tokenByKey(id).expect(401);

        String keyId = http.post("/api/v1/clients/" + id + "/keys", "{\"jwk\":" + key.toPublicJWK() + "}")
                .expect(201)
                .text("keyId");
        String token = tokenByKey(id).expect(200).text("access_token");
        assertThat(http.introspect(token).text("sid")).isEqualTo(keyId);

        http.post("/api/v1/clients/" + id + "/keys/" + keyId + "/retire", "{}").expect(204);
        tokenByKey(id).expect(401);
        assertThat(http.introspect(token).isActive()).isFalse();
    }
}
