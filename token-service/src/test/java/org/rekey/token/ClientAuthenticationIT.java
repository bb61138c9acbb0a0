package org.rekey.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAuthenticationIT {

    private static final TokenServer server = TokenServer.shared();
    private static final TestClient client = server.client("authenticates", "asset-listing");
    private static final TestClient other = server.client("authenticates-too", "asset-listing");
    private static final String GRANT = "grant_type=client_credentials";

    private static void assertInvalidClient(Reply reply) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(401);
        assertThat(reply.error()).isEqualTo("invalid_client");
        assertThat(reply.header("WWW-Authenticate")).startsWith("Basic ");
        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
        assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
        assertThat(reply.headers().firstValue("Set-Cookie")).isEmpty();
    }

    private static Reply basic(String user, String password) {
        return header(TokenServer.basic(user, password));
    }

    private static Reply header(String authorization) {
        return server.send(server.post("/oauth2/token", GRANT).header("Authorization", authorization));
    }

    private static Reply body(String form) {
        return server.send(server.post("/oauth2/token", GRANT + form));
    }

    @Test
    void T01_no_credentials_are_refused_with_a_challenge() {
        assertInvalidClient(body(""));
    }

    @Test
    void T02_T03_a_wrong_secret_and_an_unknown_client_get_the_same_bytes() {
        Reply wrong = basic("authenticates", other.secret());
        Reply unknown = basic("nobody-of-this-name", other.secret());

        assertInvalidClient(wrong);
        assertInvalidClient(unknown);
        assertThat(unknown.body()).isEqualTo(wrong.body());
        assertThat(unknown.headers().map().keySet())
                .isEqualTo(wrong.headers().map().keySet());
    }

    @Test
    void T02_a_malformed_secret_is_not_told_from_a_wrong_one() {
        assertThat(basic("authenticates", "rk_short").body())
                .isEqualTo(basic("authenticates", other.secret()).body());
    }

    @Test
    void T04_a_wrong_secret_in_the_body_is_refused() {
        assertInvalidClient(body("&client_id=authenticates&client_secret=" + other.secret()));
    }

    @Test
    void a_right_secret_in_the_body_is_accepted() {
        Reply reply = body("&client_id=authenticates&client_secret=" + client.secret());

        assertThat(reply.status()).isEqualTo(200);
    }

    @Test
    void T05_two_credentials_at_once_are_refused() {
        Reply reply = client.token("&client_id=authenticates&client_secret=" + client.secret());

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.error()).isEqualTo("invalid_request");
    }

    @Test
    void a_client_id_beside_the_header_is_accepted_if_it_is_the_same() {
        assertThat(client.token("&client_id=authenticates").status()).isEqualTo(200);
        assertThat(client.token("&client_id=authenticates-too").status()).isEqualTo(400);
    }

    @Test
    void T07_a_method_that_is_not_registered_is_refused() {
        assertInvalidClient(body("&client_id=authenticates"));
        assertInvalidClient(body("&client_id=authenticates&client_assertion=a.b.c&client_assertion_type="
                + "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"client_secret", "client%5Fsecret", "client_assertion"})
    void T10_credentials_in_the_query_are_refused_even_when_they_are_right(String name) {
        Reply reply = server.send(
                server.post("/oauth2/token?client_id=authenticates&" + name + "=" + client.secret(), GRANT));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.error()).isEqualTo("invalid_request");
        assertThat(reply.body()).doesNotContain(client.secret());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Basic",
                "Basic ",
                "Basic ***",
                "Basic bm9jb2xvbg==",
                "Basic OnNlY3JldA==",
                "Basic YXV0aGVudGljYXRlczo="
            })
    void T31_a_malformed_header_is_refused(String authorization) {
        assertInvalidClient(header(authorization));
    }

    @Test
    void T31_a_NUL_is_refused() {
        assertInvalidClient(basic("authenti\0cates", client.secret()));
        assertInvalidClient(basic("authenticates", client.secret() + "\0"));
    }

    @Test
    void T32_the_scheme_is_not_case_sensitive() {
        assertThat(header(client.basic().replace("Basic", "bASIC")).status()).isEqualTo(200);
    }

    @Test
    void T33_a_bearer_token_is_no_client_authentication() {
        assertInvalidClient(header("Bearer " + client.newToken()));
    }

    @Test
    void T34_reserved_characters_are_accepted_encoded_and_as_they_are() {
        TestClient imported = TestClient.create(
                server, TestClient.Spec.of("im+ported@x", "asset-listing").imported("p%40:ss +w%"));

        assertThat(basic("im+ported@x", "p%40:ss +w%").status()).isEqualTo(200);
        assertThat(basic("im%2Bported%40x", "p%2540%3Ass+%2Bw%25").status()).isEqualTo(200);
        assertThat(body("&client_id=im%2Bported%40x&client_secret=p%2540%3Ass%20%2Bw%25")
                        .status())
                .isEqualTo(200);
        assertInvalidClient(basic("im+ported@x", "p@:ss  w%"));
        assertThat(imported.secret()).isEqualTo("p%40:ss +w%");
    }

    @Test
    void T66_the_secret_of_one_client_is_none_of_another() {
        assertInvalidClient(basic(client.id().value(), other.secret()));
        assertInvalidClient(basic(other.id().value(), client.secret()));
    }

    @Test
    void client_ids_are_case_sensitive() {
        assertInvalidClient(basic("AUTHENTICATES", client.secret()));
    }

    @Test
    void a_repeated_header_is_refused() {
        Reply reply = server.send(server.post("/oauth2/token", GRANT)
                .header("Authorization", client.basic())
                .header("Authorization", other.basic()));

        assertThat(reply.status()).isEqualTo(400);
    }

    @Test
    void identifiers_beyond_ASCII_are_refused_like_any_other() {
        assertInvalidClient(header("Basic "
                + Base64.getEncoder().encodeToString("authentic\u00e4tes:x".getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void T63_what_a_header_says_of_a_certificate_or_a_client_is_ignored() {
        Reply reply = server.send(server.post("/oauth2/token", GRANT + "&client_id=authenticates")
                .header("X-Client-Cert", "CN=authenticates")
                .header("X-SSL-Client-Cert", "-----BEGIN CERTIFICATE-----")
                .header("X-SSL-Client-Verify", "SUCCESS")
                .header("X-Forwarded-Client-Cert", "Subject=\"CN=authenticates\"")
                .header("X-Client-Id", "authenticates"));

        assertInvalidClient(reply);
    }
}
