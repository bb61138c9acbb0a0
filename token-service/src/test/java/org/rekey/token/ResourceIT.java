package org.rekey.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rekey.domain.api.AccessLevel;
import org.rekey.domain.api.ApiKey;
import org.rekey.domain.api.ChangeApi;
import org.rekey.domain.api.RegisterApi;
import org.rekey.domain.client.ChangeClientScopes;
import org.rekey.domain.client.Grant;
import org.rekey.domain.client.GrantedScopes;
import org.rekey.token.TestClient.Spec;
import tools.jackson.databind.JsonNode;

/** RFC 8707. */
class ResourceIT {

    private static final String WEATHER = "https://weather.example/v1?units=si";
    private static final String TRAFFIC = "urn:example:traffic";
    private static final String OTHERS = "https://others.example";
    private static final TokenServer server = TokenServer.shared();

    @BeforeAll
    static void register() {
        register("weather", WEATHER, Map.of(AccessLevel.READ, "see"));
        register("traffic", TRAFFIC, Map.of(AccessLevel.READ, "see"));
        register("others", OTHERS, Map.of());
        TestClient.create(server, Spec.of("of-another-tenant", "others").tenant("other"));
    }

    private static void register(String key, String audience, Map<AccessLevel, String> scopes) {
        server.does(new RegisterApi(new ApiKey(key), TokenServer.definition(scopes, audience, "READ", "WRITE")));
    }

    private static TestClient client(String id) {
        return TestClient.create(
                server,
                Spec.of(id, "weather:READ,WRITE", "traffic:READ,WRITE", "orders")
                        .tenant("mine"));
    }

    private static String asking(String... resources) {
        StringBuilder form = new StringBuilder();
        for (String resource : resources) {
            form.append("&resource=").append(URLEncoder.encode(resource, StandardCharsets.UTF_8));
        }
        return form.toString();
    }

    private static List<String> audiences(JsonNode claims) {
        JsonNode aud = claims.path("aud");
        List<String> all = new ArrayList<>();
        if (aud.isArray()) {
            aud.forEach(one -> all.add(one.asString()));
        } else {
            all.add(aud.asString());
        }
        return all;
    }

    private static void assertInvalidTarget(Reply reply) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(400);
        assertThat(reply.body())
                .isEqualTo("{\"error\":\"invalid_target\",\"error_description\":"
                        + "\"resource must be the URI of an API granted to this client\"}");
    }

    @Test
    void a_token_is_for_the_APIs_that_were_named_and_has_their_scopes_only() {
        TestClient client = client("resource-one");

        Reply reply = client.token(asking(WEATHER));
        Jwt token = Jwt.of(reply.token());
        Reply introspected = client.introspect(reply.token());

        assertThat(reply.text("scope")).isEqualTo("see weather.write");
        assertThat(token.claim("scope")).isEqualTo("see weather.write");
        assertThat(audiences(token.claimsJson())).containsExactly(WEATHER);
        assertThat(introspected.text("scope")).isEqualTo("see weather.write");
        assertThat(audiences(introspected.json())).containsExactly(WEATHER);
    }

    @Test
    void of_an_opaque_token_introspection_says_the_same() {
        TestClient client = TestClient.create(
                server,
                Spec.of("resource-opaque", "weather:READ,WRITE", "traffic:READ,WRITE")
                        .opaque());

        String token = client.token(asking(TRAFFIC)).token();

        assertThat(client.introspect(token).text("scope")).isEqualTo("see traffic.write");
        assertThat(audiences(client.introspect(token).json())).containsExactly(TRAFFIC);
    }

    @Test
    void several_may_be_named_and_one_of_them_twice() {
        Reply reply = client("resource-two").token(asking(TRAFFIC, WEATHER, TRAFFIC));

        assertThat(reply.text("scope")).isEqualTo("see weather.write traffic.write");
        assertThat(audiences(Jwt.of(reply.token()).claimsJson())).containsExactly(WEATHER, TRAFFIC);
        assertThat(Jwt.of(reply.token()).claim("resource")).isEqualTo(TRAFFIC + " " + WEATHER);
    }

    @Test
    void naming_none_means_all() {
        TestClient client = client("resource-none");

        assertThat(client.token("&resource=").text("scope"))
                .isEqualTo("see weather.write traffic.write orders.read")
                .isEqualTo(client.token().text("scope"));
    }

    @Test
    void a_scope_may_be_asked_for_within_what_is_named_and_not_beyond() {
        TestClient client = client("resource-scope");

        Reply within = client.token(asking(WEATHER) + "&scope=see");
        Reply beyond = client.token(asking(WEATHER) + "&scope=see+traffic.write");

        assertThat(audiences(Jwt.of(within.token()).claimsJson())).containsExactly(WEATHER);
        assertThat(beyond.error()).isEqualTo("invalid_scope");
        assertThat(client.token(asking(WEATHER) + "&scope=orders.read").error()).isEqualTo("invalid_scope");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://unknown.example",
                OTHERS,
                WEATHER + "#part",
                WEATHER + "/",
                "HTTPS://weather.example/v1?units=si",
                "https://weather.example/v1",
                "weather",
                "orders",
                "/v1",
                "//weather.example/v1",
                "weather.example",
                TRAFFIC + " " + WEATHER,
                " " + TRAFFIC,
                "\0",
                "not a URI",
                ":"
            })
    void T64_T65_what_is_unknown_relative_or_not_granted_is_refused_with_one_text(String resource) {
        TestClient client = server.client(
                "resource-refused-" + Integer.toHexString(resource.hashCode()), "weather", "traffic", "orders");

        assertInvalidTarget(client.token(asking(resource)));
        assertInvalidTarget(client.token(asking(WEATHER, resource)));
    }

    @Test
    void T64_a_hundred_kB_of_resource_are_refused() {
        assertInvalidTarget(client("resource-long").token(asking("https://" + "a".repeat(15_000))));
    }

    @Test
    void a_client_of_all_scopes_may_name_any_API_but_those_of_Rekey_itself() {
        TestClient all = TestClient.create(server, Spec.of("resource-all").with(GrantedScopes.everything()));

        assertThat(all.token(asking(OTHERS)).text("scope")).isEqualTo("others.read others.write");
        assertInvalidTarget(all.token(asking("rekey")));
    }

    @Test
    void a_token_never_grows_beyond_its_resources() {
        register("shrinks", "https://shrinks.example", Map.of());
        TestClient client = server.client("resource-shrinks", "shrinks", "weather");
        String token = client.token(asking("https://shrinks.example")).token();

        server.does(new ChangeClientScopes(
                client.id(),
                GrantedScopes.of(List.of(
                        new Grant(new ApiKey("traffic"), Set.of(AccessLevel.READ, AccessLevel.WRITE)),
                        new Grant(new ApiKey("shrinks"), Set.of(AccessLevel.READ, AccessLevel.WRITE))))));
        assertThat(client.introspect(token).text("scope")).isEqualTo("shrinks.read");

        server.does(new ChangeApi(
                new ApiKey("shrinks"), TokenServer.definition(Map.of(), "https://moved.example", "READ", "WRITE")));
        assertThat(client.introspect(token).body()).isEqualTo("{\"active\":false}");
    }

    @Test
    void a_URI_in_any_alphabet_is_one() {
        register("wetter", "https://wetter.example/\u00e4", Map.of());
        TestClient client = server.client("resource-umlaut", "wetter");

        String token = client.token(asking("https://wetter.example/\u00e4")).token();

        assertThat(Jwt.of(token).claim("resource")).isEqualTo("https://wetter.example/\u00e4");
        assertThat(client.introspect(token).text("scope")).isEqualTo("wetter.read");
    }
}
