package org.rekey.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetadataIT {

    private static final String METADATA = "/.well-known/oauth-authorization-server";
    private static final TokenServer server = TokenServer.shared();

    @Test
    void R23_T37_DI_01_the_issuer_and_all_addresses_are_the_configured_ones() {
        String answer = server.raw("GET " + METADATA
                + " HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: evil.example\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 200").doesNotContain("evil.example");
        assertThat(server.get(METADATA).text("issuer")).isEqualTo(TokenServer.ISSUER);
        assertThat(server.get(METADATA).text("token_endpoint")).isEqualTo(TokenServer.ISSUER + "/oauth2/token");
        assertThat(server.get(METADATA).text("introspection_endpoint"))
                .isEqualTo(TokenServer.ISSUER + "/oauth2/introspect");
        assertThat(server.get(METADATA).text("revocation_endpoint")).isEqualTo(TokenServer.ISSUER + "/oauth2/revoke");
        assertThat(server.get(METADATA).text("jwks_uri")).isEqualTo(TokenServer.ISSUER + "/oauth2/jwks");
    }

    @Test
    void T15_only_what_there_is_stands_in_the_metadata() {
        assertThat(server.get(METADATA).json().path("grant_types_supported").toString())
                .isEqualTo("[\"client_credentials\"]");
        assertThat(server.get(METADATA).body())
                .doesNotContain("authorization_endpoint")
                .doesNotContain("tls_client");
    }

    @Test
    void what_clients_may_sign_with_stands_in_the_metadata() {
        for (String endpoint : List.of("token", "introspection", "revocation")) {
            assertThat(server.get(METADATA)
                            .json()
                            .path(endpoint + "_endpoint_auth_methods_supported")
                            .toString())
                    .isEqualTo("[\"client_secret_basic\",\"client_secret_post\",\"private_key_jwt\"]");
            assertThat(algorithms(endpoint + "_endpoint_auth_signing_alg_values_supported"))
                    .isEqualTo("[\"ES256\",\"RS256\",\"PS256\",\"EdDSA\",\"Ed25519\"]");
        }
        assertThat(algorithms("dpop_signing_alg_values_supported"))
                .isEqualTo("[\"ES256\",\"RS256\",\"PS256\",\"EdDSA\",\"Ed25519\"]");
    }

    private static String algorithms(String member) {
        return server.get(METADATA).json().path(member).toString();
    }

    @Test
    void R24_the_JWKS_has_public_members_only_and_may_be_cached() {
        Reply reply = server.get("/oauth2/jwks");

        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
        assertThat(reply.header("Cache-Control")).isEqualTo("public, max-age=300");
        assertThat(reply.json().path("keys")).hasSizeGreaterThanOrEqualTo(1);
        reply.json().path("keys").forEach(key -> assertThat(key.propertyNames())
                .containsExactlyInAnyOrder("kty", "use", "crv", "kid", "x", "y", "alg"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/.well-known/openid-configuration",
                "/userinfo",
                "/connect/register",
                "/oauth2/authorize",
                "/oauth2/device_authorization",
                "/oauth2/par",
                "/login",
                "/logout"
            })
    void R25_what_there_is_not_is_not_found(String path) {
        assertThat(server.get(path).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {METADATA, "/oauth2/jwks"})
    void documents_are_read_only(String path) {
        Reply post = server.send(server.request(path).POST(BodyPublishers.noBody()));
        Reply head = server.send(server.request(path).method("HEAD", BodyPublishers.noBody()));

        assertThat(post.status()).isEqualTo(405);
        assertThat(post.header("Allow")).isEqualTo("GET, HEAD");
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
    }
}
