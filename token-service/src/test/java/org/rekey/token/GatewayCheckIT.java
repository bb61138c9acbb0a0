package org.rekey.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rekey.domain.api.AccessLevel;
import org.rekey.domain.api.ApiDefinition;
import org.rekey.domain.api.ApiKey;
import org.rekey.domain.api.ChangeApi;
import org.rekey.domain.api.Endpoint;
import org.rekey.domain.api.RegisterApi;
import org.rekey.domain.api.RetireApi;
import org.rekey.domain.client.ChangeClientAuthorities;
import org.rekey.domain.client.ChangeClientScopes;
import org.rekey.domain.client.DeleteClient;
import org.rekey.domain.client.GrantedScopes;
import org.rekey.domain.client.ResumeClient;
import org.rekey.domain.client.RevokeClientTokens;
import org.rekey.domain.client.SuspendClient;
import org.rekey.domain.secret.RetireSecret;
import org.rekey.domain.secret.RetiredReason;
import org.rekey.domain.token.TokenFormat;
import org.rekey.token.TestClient.Spec;

class GatewayCheckIT {

    private static final TokenServer server = TokenServer.shared();
    private static final String CHECK = "/oauth2/check";

    @BeforeAll
    static void fillTheCatalogue() {
        register(
                "listing",
                Map.of(),
                Endpoint.of("GET", "/node-listing/gov-view", AccessLevel.READ),
                Endpoint.of("GET", "/node-listing/{id}", AccessLevel.READ),
                Endpoint.of("PUT", "/node-listing/{id}", AccessLevel.WRITE),
                Endpoint.of("DELETE", "/node-listing/{id}", AccessLevel.DELETE));
        register("management", Map.of(AccessLevel.READ, "user_management"), any("/api/rest/v1/management/**"));
        register("deal-data", Map.of(AccessLevel.READ, "data"), any("/api/rest/v4/data"), any("/api/rest/v4/schema"));
        register("publication", Map.of(AccessLevel.READ, "publish"), any("/api/rest/v1/publication"));
        register("ri-import", Map.of(AccessLevel.READ, "ri_import"), any("/api/rest/v1/ri/import"));
        register("backups", Map.of(AccessLevel.READ, "backup"), any("/api/rest/v4/backups/**"));
        register(
                "dvs",
                Map.of(),
                Endpoint.of("POST", "/v1/reports", AccessLevel.WRITE, "report:create"),
                Endpoint.of(
                        "POST",
                        "/v1/{document_type}/{country_code}/{agreement_code}/validations",
                        AccessLevel.WRITE,
                        "validate"));
    }

    private static Endpoint any(String path) {
        return Endpoint.of("*", path, AccessLevel.READ);
    }

    private static void register(String key, Map<AccessLevel, String> scopes, Endpoint... endpoints) {
        server.does(new RegisterApi(new ApiKey(key), definition(scopes, null, endpoints)));
    }

    private static ApiDefinition definition(
            Map<AccessLevel, String> scopes, @Nullable String audience, Endpoint... endpoints) {
        return new ApiDefinition("An API", EnumSet.allOf(AccessLevel.class), scopes, audience, List.of(endpoints));
    }

    private static HttpRequest.Builder asking(String method, String uri) {
        return server.request(CHECK).header("X-Original-Method", method).header("X-Original-URI", uri);
    }

    private static Reply check(String token, String method, String uri) {
        return server.check(token, method, uri);
    }

    private static TestClient client(String id, TokenFormat format, String... apis) {
        Spec spec = Spec.of(id + "-" + format, apis);
        return TestClient.create(server, format == TokenFormat.JWT ? spec : spec.opaque());
    }

    private static void assertPasses(Reply reply) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
        assertThat(reply.body()).isEmpty();
        assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
    }

    private static void assertNoGood(Reply reply) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(401);
        assertThat(reply.header("WWW-Authenticate")).startsWith("Bearer error=\"invalid_token\"");
        assertThat(reply.error()).isEqualTo("invalid_token");
        assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
        assertThat(reply.header("X-Client-Id")).isEmpty();
    }

    /** @param scope empty when no scope would do */
    private static void assertForbidden(Reply reply, String scope) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(403);
        assertThat(reply.header("WWW-Authenticate")).startsWith("Bearer error=\"insufficient_scope\"");
        if (scope.isEmpty()) {
            assertThat(reply.header("WWW-Authenticate")).doesNotContain("scope=\"");
        } else {
            assertThat(reply.header("WWW-Authenticate")).endsWith(", scope=\"" + scope + "\"");
        }
        assertThat(reply.text("scope")).isEqualTo(scope);
        assertThat(reply.error()).isEqualTo("insufficient_scope");
        assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
        assertThat(reply.header("X-Client-Id")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(TokenFormat.class)
    void DV_85_DV_87_what_was_granted_passes_and_nothing_else(TokenFormat format) {
        String token = client("reads", format, "listing:READ,WRITE").newToken();

        assertPasses(check(token, "GET", "/node-listing/gov-view?node_type=TBL&node_id=40837560"));
        assertPasses(check(token, "HEAD", "/node-listing/7"));
        assertPasses(check(token, "PUT", "/node-listing/7"));
        assertPasses(check(token, "GET", "https://api.example.com/node-listing/7?x=/../y"));
        assertForbidden(check(token, "DELETE", "/node-listing/7"), "listing.delete");
        assertForbidden(check(token, "GET", "/api/rest/v4/data"), "data");
        assertForbidden(check(token, "GET", "/nowhere"), "");
        assertForbidden(check(token, "POST", "/node-listing/7"), "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "/node-listing/../node-listing/7",
                "/node-listing/%2e%2e/7",
                "/node-listing//7",
                "//node-listing/7",
                "/node-listing/7;x",
                "/node-listing%2F7",
                "/node-listing/7%00",
                "/node-listing/%zz",
                "/node-listing\\7",
                "/node-listing/7#x",
                "/NODE-LISTING/7",
                "/node-listing/7/",
                "https://user@host/node-listing/7",
                "node-listing/7",
                ""
            })
    void DV_87_a_path_that_can_be_read_in_more_than_one_way_does_not_pass(String uri) {
        String token = server.client("ambiguous-" + uri.hashCode(), "listing").newToken();

        assertPasses(check(token, "GET", "/node-listing/7"));
        assertForbidden(check(token, "GET", uri), "");
    }

    @Test
    void DV_87_nor_does_one_with_raw_bytes() {
        String token = server.client("raw-bytes", "listing").newToken();

        String answer =
                server.raw("GET /oauth2/check HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Original-Method: GET\r\n"
                        + "X-Original-URI: /node-listing/\u00c3\u0080\r\nAuthorization: Bearer " + token + "\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 403 ").contains("insufficient_scope");
    }

    @Test
    void DC_09_DC_10_DC_11_DC_12_DC_13_each_scope_opens_its_own_paths_alone() {
        Map<String, String> opened = Map.of(
                "/api/rest/v1/management", "user_management",
                "/api/rest/v1/management/users/7", "user_management",
                "/api/rest/v4/data", "data",
                "/api/rest/v4/schema", "data",
                "/api/rest/v1/publication", "publish",
                "/api/rest/v1/ri/import", "ri_import",
                "/api/rest/v4/backups", "backup");
        TestClient client =
                server.client("106", "management", "deal-data", "publication", "ri-import", "backups", "listing");

        for (String scope : List.of("user_management", "data", "publish", "ri_import", "backup")) {
            String token = client.token("&scope=" + scope).token();
            opened.forEach((path, needed) -> {
                Reply reply = check(token, "GET", path);
                if (needed.equals(scope)) {
                    assertPasses(reply);
                    assertThat(reply.header("X-Scopes")).isEqualTo(scope);
                } else {
                    assertForbidden(reply, needed);
                }
            });
        }
    }

    @Test
    void OS_18_the_upstream_learns_who_calls_for_which_tenant_and_with_what() {
        TestClient client = TestClient.create(
                server,
                Spec.of("br-gamma-client", "listing:READ,WRITE", "deal-data")
                        .tenant("br-gamma")
                        .authorities("auditor", Map.of("type", "validate", "country_code", "D\u00c9")));
        TestClient plain = server.client("plain-client", "listing");

        Reply reply = check(client.newToken(), "GET", "/node-listing/7");
        Reply less = check(plain.newToken(), "GET", "/node-listing/7");

        assertPasses(reply);
        assertThat(reply.header("X-Client-Id")).isEqualTo("br-gamma-client");
        assertThat(reply.header("X-Scopes")).isEqualTo("listing.read listing.write data");
        assertThat(reply.header("X-Tenant")).isEqualTo("br-gamma");
        assertThat(reply.header("X-Authorities")).startsWith("[\"auditor\",{\"").contains("\"D\\u00c9\"");
        assertThat(less.headers().map()).doesNotContainKeys("x-tenant", "x-authorities");
    }

    @Test
    void of_very_many_scopes_the_upstream_learns_its_own() {
        List<String> keys = IntStream.range(0, 30)
                .mapToObj(i -> "one-of-many-apis-with-long-names-" + i)
                .toList();
        for (String key : keys) {
            register(key, Map.of(), Endpoint.of("GET", "/" + key, AccessLevel.READ));
        }
        String token = server.client(
                        "has-many",
                        keys.stream().map(key -> key + ":READ,WRITE,DELETE").toArray(String[]::new))
                .newToken();

        assertThat(check(token, "GET", "/one-of-many-apis-with-long-names-7").header("X-Scopes"))
                .isEqualTo(List.of("read", "write", "delete").stream()
                        .map(level -> "one-of-many-apis-with-long-names-7." + level)
                        .collect(Collectors.joining(" ")));
    }

    @Test
    void who_comes_without_a_token_is_told_no_more_than_that_one_is_needed() {
        for (HttpRequest.Builder request : List.of(
                server.request(CHECK),
                asking("GET", "/node-listing/7"),
                asking("GET", "/node-listing/7?access_token=x"),
                asking("GET", "/node-listing/7").header("Authorization", "Basic YTpi"),
                asking("GET", "/node-listing/7").header("Authorization", "Bearer"),
                asking("GET", "/node-listing/7").header("Authorization", ""))) {
            Reply reply = server.send(request);
            assertThat(reply.status()).isEqualTo(401);
            assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer");
            assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
            assertThat(reply.body()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "a.b.c", "e30.e30.", "....", "a b", "a,b", "\u00e4.\u00f6.\u00fc"})
    void OS_14_what_is_no_token_is_refused(String token) {
        assertNoGood(check(token, "GET", "/node-listing/7"));
    }

    @Test
    void OS_14_two_tokens_are_none() {
        String token = server.client("twice", "listing").newToken();

        assertNoGood(server.send(asking("GET", "/node-listing/7")
                .header("Authorization", "Bearer " + token)
                .header("Authorization", "Bearer " + token)));
        assertPasses(server.send(asking("GET", "/node-listing/7").header("Authorization", "bearer  " + token)));
    }

    @ParameterizedTest
    @EnumSource(TokenFormat.class)
    void OS_14_an_expired_token_is_refused(TokenFormat format) {
        String token = client("expires", format, "listing").newToken();

        server.clock().tick(Duration.ofMinutes(59).plusSeconds(59));
        assertPasses(check(token, "GET", "/node-listing/7"));
        server.clock().tick(Duration.ofSeconds(1));
        assertNoGood(check(token, "GET", "/node-listing/7"));
    }

    @ParameterizedTest
    @EnumSource(TokenFormat.class)
    void OS_14_a_revoked_token_is_refused_by_the_next_request_and_others_are_not(TokenFormat format) {
        TestClient client = client("revokes-one", format, "listing");
        String token = client.newToken();
        String other = client.newToken();
        assertPasses(check(token, "GET", "/node-listing/7"));

        client.revoke(token);

        assertNoGood(check(token, "GET", "/node-listing/7"));
        assertPasses(check(other, "GET", "/node-listing/7"));
    }

    @ParameterizedTest
    @EnumSource(TokenFormat.class)
    void OS_14_so_are_all_tokens_when_all_are_revoked(TokenFormat format) {
        TestClient client = client("revokes-every", format, "listing");
        String token = client.newToken();
        assertPasses(check(token, "GET", "/node-listing/7"));

        server.does(new RevokeClientTokens(client.id()));

        assertNoGood(check(token, "GET", "/node-listing/7"));
        assertPasses(check(client.newToken(), "GET", "/node-listing/7"));
    }

    @ParameterizedTest
    @EnumSource(TokenFormat.class)
    void OS_14_so_are_those_of_a_revoked_secret(TokenFormat format) {
        TestClient before = client("leaks", format, "listing");
        TestClient after = before.rotate(Duration.ofHours(1));
        String token = before.newToken();
        assertPasses(check(token, "GET", "/node-listing/7"));

        server.does(new RetireSecret(before.id(), before.secretId(), RetiredReason.REVOKED));

        assertNoGood(check(token, "GET", "/node-listing/7"));
        assertPasses(check(after.newToken(), "GET", "/node-listing/7"));
    }

    @ParameterizedTest
    @EnumSource(TokenFormat.class)
    void OS_14_so_are_those_of_a_suspended_client_until_it_is_resumed(TokenFormat format) {
        TestClient client = client("pauses", format, "listing");
        String token = client.newToken();

        server.does(new SuspendClient(client.id()));
        assertNoGood(check(token, "GET", "/node-listing/7"));
        server.does(new ResumeClient(client.id()));
        assertPasses(check(token, "GET", "/node-listing/7"));
    }

    @ParameterizedTest
    @EnumSource(TokenFormat.class)
    void DV_46_DV_47_so_are_those_of_a_deleted_client(TokenFormat format) {
        TestClient client = client("is-deleted", format, "listing");
        String token = client.newToken();
        assertPasses(check(token, "GET", "/node-listing/7"));

        server.does(new DeleteClient(client.id()));

        assertNoGood(check(token, "GET", "/node-listing/7"));
    }

    @ParameterizedTest
    @EnumSource(TokenFormat.class)
    void DC_14_a_good_token_whose_scope_was_taken_away_is_forbidden_here_and_inactive_at_introspection(
            TokenFormat format) {
        TestClient client = client("loses-scope", format, "deal-data");
        String token = client.newToken();
        assertPasses(check(token, "GET", "/api/rest/v4/data"));

        server.does(
                new ChangeClientScopes(client.id(), Spec.of("x", "management").scopes()));

        assertForbidden(check(token, "GET", "/api/rest/v4/data"), "data");
        assertForbidden(check(token, "GET", "/api/rest/v1/management"), "user_management");
        assertThat(client.introspect(token).body()).isEqualTo("{\"active\":false}");
        server.does(
                new ChangeClientScopes(client.id(), Spec.of("x", "deal-data").scopes()));
        assertPasses(check(token, "GET", "/api/rest/v4/data"));
    }

    @ParameterizedTest
    @EnumSource(TokenFormat.class)
    void DC_14_a_missing_permission_is_forbidden_as_a_missing_scope_is(TokenFormat format) {
        TestClient client = client("has-data", format, "deal-data", "dvs:READ,WRITE");
        String token = client.newToken();

        assertForbidden(check(token, "GET", "/api/rest/v1/management"), "user_management");
        assertForbidden(check(token, "POST", "/v1/reports"), "dvs.write");
    }

    @ParameterizedTest
    @EnumSource(TokenFormat.class)
    void OS_12_OS_15_OS_23_an_endpoint_may_ask_for_an_authority_and_a_change_acts_on_live_tokens(TokenFormat format) {
        TestClient client = client("reports", format, "dvs:READ,WRITE");
        String token = client.newToken();
        assertForbidden(check(token, "POST", "/v1/reports"), "dvs.write");

        server.does(new ChangeClientAuthorities(client.id(), List.of("report:create")));
        assertPasses(check(token, "POST", "/v1/reports"));
        server.does(new ChangeClientAuthorities(client.id(), List.of("report:delete")));
        assertForbidden(check(token, "POST", "/v1/reports"), "dvs.write");
    }

    @Test
    void OS_12_the_authority_does_not_replace_the_scope() {
        TestClient client =
                TestClient.create(server, Spec.of("only-authority", "dvs:READ").authorities("report:create"));

        assertForbidden(check(client.newToken(), "POST", "/v1/reports"), "dvs.write");
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/invoice/BR/a-1/validations,200",
        "/v1/invoice/BR/a-2/validations,403",
        "/v1/invoice/AR/a-1/validations,403",
        "/v1/receipt/BR/a-1/validations,403",
        "/v1/receipt/AR/any/validations,200",
        "/v1/%69nvoice/BR/a-1/validations,200",
        "/v1/INVOICE/BR/a-1/validations,403",
        "/v1/invoice/BR/a-1/validations/,403",
        "/v1/invoice/AR%2F..%2FBR/a-1/validations,403"
    })
    void OS_20_only_tuples_that_were_granted_pass(String path, int status) {
        TestClient client = TestClient.create(
                server,
                Spec.of("tuples-" + path.hashCode(), "dvs:READ,WRITE")
                        .authorities(
                                Map.of(
                                        "type", "validate",
                                        "document_type", "invoice",
                                        "country_code", "BR",
                                        "agreement_code", "a-1"),
                                Map.of("type", "validate", "document_type", "receipt", "country_code", "AR"),
                                Map.of("type", "other", "document_type", "receipt", "country_code", "BR")));

        assertThat(check(client.newToken(), "POST", path).status()).isEqualTo(status);
    }

    @Test
    void OS_16_overlapping_tokens_pass_both() {
        TestClient client = server.client("overlaps", "listing");
        String first = client.newToken();
        server.clock().tick(Duration.ofMinutes(59));
        String second = client.newToken();

        assertPasses(check(first, "GET", "/node-listing/7"));
        assertPasses(check(second, "GET", "/node-listing/7"));
    }

    @Test
    void DV_87_a_scope_that_two_APIs_share_opens_only_the_one_that_was_granted() {
        Map<AccessLevel, String> shared = Map.of(AccessLevel.READ, "shared");
        server.does(new RegisterApi(
                new ApiKey("east"), definition(shared, "https://same.example", any("/east"), any("/both"))));
        server.does(new RegisterApi(
                new ApiKey("west"), definition(shared, "https://same.example", any("/west"), any("/both"))));
        String token = server.client("goes-west", "west").newToken();

        assertPasses(check(token, "GET", "/west"));
        assertPasses(check(token, "GET", "/both"));
        assertForbidden(check(token, "GET", "/east"), "shared");
    }

    @ParameterizedTest
    @EnumSource(TokenFormat.class)
    void T64_a_token_for_one_resource_is_no_good_at_another(TokenFormat format) {
        for (String name : List.of("one", "one-more")) {
            String key = name + "-" + format.name().toLowerCase(Locale.ROOT);
            server.does(new RegisterApi(
                    new ApiKey(key),
                    definition(Map.of(), "https://" + name + ".example", any("/" + key), any("/shared-" + format))));
        }
        String suffix = "-" + format.name().toLowerCase(Locale.ROOT);
        TestClient client = client("resources", format, "one" + suffix, "one-more" + suffix);
        String one = client.token("&resource=https://one.example").token();
        String all = client.newToken();

        assertPasses(check(one, "GET", "/one" + suffix));
        assertThat(check(one, "GET", "/one" + suffix).header("X-Scopes")).isEqualTo("one" + suffix + ".read");
        assertNoGood(check(one, "GET", "/one-more" + suffix));
        assertNoGood(check(one, "GET", "/node-listing/7"));
        assertPasses(check(one, "GET", "/shared-" + format));
        assertPasses(check(all, "GET", "/one-more" + suffix));
        assertForbidden(check(all, "GET", "/node-listing/7"), "listing.read");
    }

    @Test
    void of_several_APIs_the_one_is_named_that_lacks_the_least() {
        register("near", Map.of(), Endpoint.of("GET", "/near-or-far", AccessLevel.READ, "walker"));
        register("far", Map.of(), Endpoint.of("GET", "/near-or-far", AccessLevel.READ));
        TestClient near = server.client("stays-near", "near");

        assertForbidden(check(near.newToken(), "GET", "/near-or-far"), "near.read");
        assertForbidden(check(server.client("stays-away", "listing").newToken(), "GET", "/near-or-far"), "far.read");
        server.does(new ChangeClientAuthorities(near.id(), List.of("walker")));
        assertPasses(check(near.newToken(), "GET", "/near-or-far"));
    }

    @Test
    void DV_56_a_change_of_the_catalogue_acts_on_the_next_request() {
        ApiKey key = new ApiKey("changes");
        server.does(new RegisterApi(key, definition(Map.of(), null, any("/changes/before"))));
        TestClient client = server.client("sees-changes", "changes", "listing");
        String token = client.newToken();
        assertPasses(check(token, "GET", "/changes/before"));

        server.does(new ChangeApi(
                key,
                definition(Map.of(), null, any("/changes/after"), Endpoint.of("*", "/changes/w", AccessLevel.WRITE))));
        assertForbidden(check(token, "GET", "/changes/before"), "");
        assertPasses(check(token, "GET", "/changes/after"));
        assertForbidden(check(token, "GET", "/changes/w"), "changes.write");

        server.does(new ChangeApi(key, definition(Map.of(AccessLevel.READ, "renamed"), null, any("/changes/after"))));
        assertForbidden(check(token, "GET", "/changes/after"), "renamed");

        server.does(new RetireApi(key));
        assertForbidden(check(client.newToken(), "GET", "/changes/after"), "");
    }

    @Test
    void DV_23_all_scopes_open_APIs_that_are_registered_later_with_the_next_token() {
        TestClient client = TestClient.create(server, Spec.of("has-all").with(GrantedScopes.everything()));
        String before = client.newToken();
        register("registered-later", Map.of(), any("/later"));

        assertForbidden(check(before, "GET", "/later"), "registered-later.read");
        assertPasses(check(client.newToken(), "GET", "/later"));
    }

    @Test
    void a_gateway_that_does_not_say_what_it_asks_about_is_told_so() {
        String token = server.client("misconfigured", "listing").newToken();

        for (HttpRequest.Builder request : List.of(
                server.request(CHECK),
                server.request(CHECK).header("X-Original-Method", "GET"),
                server.request(CHECK).header("X-Original-URI", "/node-listing/7"),
                asking("GET", "/node-listing/7").header("X-Original-URI", "/node-listing/8"),
                asking("GET", "/node-listing/7").header("X-Original-Method", "GET"))) {
            Reply reply = server.send(request.header("Authorization", "Bearer " + token));
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.error()).isEqualTo("invalid_request");
        }
    }

    @Test
    void the_check_itself_is_a_GET() {
        String token = server.client("asks-otherwise", "listing").newToken();

        Reply head = server.send(asking("GET", "/node-listing/7")
                .header("Authorization", "Bearer " + token)
                .method("HEAD", BodyPublishers.noBody()));
        Reply post = server.send(asking("GET", "/node-listing/7")
                .header("Authorization", "Bearer " + token)
                .POST(BodyPublishers.ofString("x")));
        Reply options = server.send(server.request(CHECK)
                .header("Origin", "https://evil.example")
                .method("OPTIONS", BodyPublishers.noBody()));

        assertPasses(head);
        assertThat(post.status()).isEqualTo(405);
        assertThat(post.header("Allow")).isEqualTo("GET, HEAD");
        assertThat(options.status()).isEqualTo(204);
        assertThat(options.header("Allow")).isEqualTo("GET, HEAD, OPTIONS");
        assertThat(options.headers().map()).doesNotContainKey("access-control-allow-origin");
        assertThat(server.get(CHECK + "/").status()).isIn(401, 404);
    }
}
