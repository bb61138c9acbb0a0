package org.rekey.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rekey.domain.api.AccessLevel;
import org.rekey.domain.api.ApiKey;
import org.rekey.domain.api.ChangeApi;
import org.rekey.domain.api.RegisterApi;
import org.rekey.domain.api.RetireApi;
import org.rekey.domain.client.ChangeClientScopes;
import org.rekey.domain.client.GrantedScopes;
import org.rekey.domain.token.TokenFormat;
import org.rekey.domain.token.TokenPolicy;
import org.rekey.token.TestClient.Spec;

class ScopeIT {

    private static final TokenServer server = TokenServer.shared();
    private static final TestClient client = server.client("scopes", "asset-listing:READ,WRITE", "orders");

    private static Reply asking(TestClient client, String scope) {
        return client.token("&scope=" + URLEncoder.encode(scope, StandardCharsets.UTF_8));
    }

    private static void assertInvalidScope(Reply reply) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(400);
        assertThat(reply.error()).isEqualTo("invalid_scope");
        assertThat(reply.body()).hasSizeLessThan(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unknown",
                "asset-listing.read unknown",
                "asset-listing.delete",
                "ASSET-LISTING.READ",
                "asset-listing.read\u00a0",
                "\u0430sset-listing.read",
                "*",
                "asset-listing.*",
                "asset-listing.read,asset-listing.write",
                "asset-listing.read\"",
                "asset-listing.read\r\n",
                "asset-listing.read\0",
                "asset-listing.read\tasset-listing.write"
            })
    void T19_T20_T22_T24_T25_T26_what_is_not_granted_exactly_so_is_refused(String scope) {
        assertInvalidScope(asking(client, scope));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&scope="})
    void T21_asking_for_nothing_means_all_that_is_granted_and_the_answer_says_so(String further) {
        Reply reply = client.token(further);

        assertThat(reply.text("scope")).isEqualTo("asset-listing.read asset-listing.write orders.read");
        assertThat(Jwt.of(reply.token()).claim("scope")).isEqualTo(reply.text("scope"));
    }

    @Test
    void T21_unless_the_client_has_to_name_what_it_wants() {
        TestClient strict = TestClient.create(
                server,
                Spec.of("names-scopes", "orders")
                        .with(new TokenPolicy(TokenFormat.JWT, Duration.ofHours(1), true, null)));

        assertInvalidScope(strict.token());
        assertInvalidScope(strict.token("&scope="));
        assertThat(asking(strict, "orders.read").status()).isEqualTo(200);
    }

    @Test
    void some_of_the_granted_scopes_may_be_asked_for() {
        Reply reply = asking(client, "orders.read asset-listing.read");

        assertThat(reply.text("scope")).isEqualTo("orders.read asset-listing.read");
        assertThat(Jwt.of(reply.token()).claimsJson().path("aud").toString())
                .isEqualTo("[\"orders\",\"asset-listing\"]");
    }

    @Test
    void a_scope_that_is_named_twice_is_granted_once() {
        assertThat(asking(client, "orders.read orders.read").text("scope")).isEqualTo("orders.read");
    }

    @Test
    void T23_a_scope_of_100_kB_is_refused() {
        assertInvalidScope(asking(client, "a".repeat(15_000)));
        assertInvalidScope(asking(client, "a ".repeat(7_500)));
    }

    @Test
    void a_client_without_any_scope_gets_no_token() {
        assertInvalidScope(server.client("no-scopes").token());
    }

    @Test
    void scopes_and_audiences_have_the_names_that_the_catalogue_gives_them() {
        server.does(new RegisterApi(
                new ApiKey("named"),
                TokenServer.definition(
                        Map.of(AccessLevel.READ, "data"), "https://api.example/named", "READ", "WRITE")));
        TestClient named = server.client("named-scopes", "named:READ,WRITE");

        Jwt token = Jwt.of(named.newToken());

        assertThat(token.claim("scope")).isEqualTo("data named.write");
        assertThat(token.claim("aud")).isEqualTo("https://api.example/named");
    }

    @Test
    void all_scopes_means_every_API_but_those_of_Rekey_itself() {
        TestClient all = TestClient.create(server, Spec.of("all-scopes").with(GrantedScopes.everything()));

        List<String> scopes = List.of(all.token().text("scope").split(" "));

        assertThat(scopes).contains("asset-listing.read", "asset-listing.delete", "orders.write");
        assertThat(scopes).noneMatch(scope -> scope.startsWith("rekey"));
    }

    @Test
    void a_change_of_the_catalogue_or_of_the_grants_is_seen_by_the_next_request() {
        server.register("changing", "READ", "WRITE");
        TestClient changing = server.client("changing-scopes", "changing:READ,WRITE", "orders");
        String before = changing.newToken();
        assertThat(changing.introspect(before).text("scope")).isEqualTo("changing.read changing.write orders.read");

        server.does(new ChangeApi(new ApiKey("changing"), TokenServer.definition(Map.of(), null, "READ")));
        assertThat(changing.token().text("scope")).isEqualTo("changing.read orders.read");
        assertThat(changing.introspect(before).text("scope")).isEqualTo("changing.read orders.read");

        server.does(new RetireApi(new ApiKey("changing")));
        assertThat(changing.token().text("scope")).isEqualTo("orders.read");
        assertThat(changing.introspect(before).text("aud")).isEqualTo("orders");

        server.does(new ChangeClientScopes(changing.id(), GrantedScopes.of(List.of())));
        assertInvalidScope(changing.token());
        assertThat(changing.introspect(before).body()).isEqualTo("{\"active\":false}");
    }
}
