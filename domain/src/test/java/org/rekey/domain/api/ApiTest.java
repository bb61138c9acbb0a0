package org.rekey.domain.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rekey.domain.Refusal;
import org.rekey.domain.client.RefusedAs;

class ApiTest {

    private static final ApiKey KEY = new ApiKey("asset-listing");

    @Test
    void an_api_enters_changes_and_leaves_the_catalogue() {
        ApiDefinition definition = offering(Map.of(AccessLevel.READ, "data"));
        fixture()
                .givenNoPriorActivity()
                .when(new RegisterApi(KEY, definition))
                .expectEvents(new ApiRegistered(KEY, definition));
        ApiDefinition changed = offering(Map.of());
        fixture()
                .given(new ApiRegistered(KEY, definition))
                .when(new ChangeApi(KEY, changed))
                .expectEvents(new ApiChanged(KEY, changed));
        fixture()
                .given(new ApiRegistered(KEY, definition))
                .when(new RetireApi(KEY))
                .expectEvents(new ApiRetired(KEY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders.read", "rekey.write", "rekey.introspect", "rekeyed", "two words", "q\"uote", ""})
    void a_scope_does_not_pass_for_another_apis(String scope) {
        fixture()
                .givenNoPriorActivity()
                .when(new RegisterApi(KEY, offering(Map.of(AccessLevel.READ, scope))))
                .expectException(RefusedAs.kind(Refusal.Kind.RULE));
    }

    @Test
    void scopes_and_endpoints_are_of_levels_that_the_api_offers() {
        ApiDefinition readOnly = new ApiDefinition(
                "Listing",
                Set.of(AccessLevel.READ),
                Map.of(),
                null,
                List.of(Endpoint.of("DELETE", "/assets/{id}", AccessLevel.DELETE)));
        fixture()
                .givenNoPriorActivity()
                .when(new RegisterApi(KEY, readOnly))
                .expectException(RefusedAs.kind(Refusal.Kind.RULE));
    }

    @Test
    void two_endpoints_that_match_the_same_calls_ask_for_the_same() {
        Endpoint first = Endpoint.of("GET", "/a/{b}", AccessLevel.READ, "x");
        for (Endpoint second : List.of(
                Endpoint.of("GET", "/a/{c}", AccessLevel.READ),
                Endpoint.of("GET", "/a/{b}", AccessLevel.READ, "y"),
                Endpoint.of("GET", "/a/{c}", AccessLevel.READ, "x"),
                Endpoint.of("GET", "/a/{b}", AccessLevel.WRITE, "x"))) {
            fixture()
                    .givenNoPriorActivity()
                    .when(new RegisterApi(KEY, with(first, second)))
                    .expectException(RefusedAs.kind(Refusal.Kind.RULE));
        }
        for (Endpoint second : List.of(
                first,
                Endpoint.of("POST", "/a/{c}", AccessLevel.WRITE),
                Endpoint.of("*", "/a/{b}", AccessLevel.WRITE),
                Endpoint.of("GET", "/a/b", AccessLevel.WRITE))) {
            fixture()
                    .givenNoPriorActivity()
                    .when(new RegisterApi(KEY, with(first, second)))
                    .expectEvents(new ApiRegistered(KEY, with(first, second)));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/v1/targets",
                "/v1/targets/",
                "/a/{id}.json",
                "/{a}/x-{b}",
                "/api/rest/v4/data/**",
                "/**",
                "/...",
                "/.a/..b"
            })
    void DC_10_an_endpoint_is_a_path_template_or_all_that_lies_below_one(String path) {
        assertThat(Endpoint.of("*", path, AccessLevel.READ).path()).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "v1",
                "/a b",
                "/**/a",
                "/a*",
                "/a/**/",
                "/{a}{b}",
                "/{}",
                "/a;b",
                "/a%2Fb",
                "/a?b",
                "/..",
                "/a/../b",
                "/a/./b",
                "/a/.",
                "/a//b",
                "//",
                "/a\uff0fb",
                "/\u2025"
            })
    void what_two_servers_may_read_differently_is_no_path_template(String path) {
        assertThatThrownBy(() -> Endpoint.of("GET", path, AccessLevel.READ)).isInstanceOf(Refusal.class);
    }

    @Test
    void the_built_in_apis_stay_as_they_are() {
        RegisterApi rekey = BuiltInApis.all().get(0);
        fixture()
                .given(new ApiRegistered(rekey.key(), rekey.definition()))
                .when(new RetireApi(rekey.key()))
                .expectException(RefusedAs.kind(Refusal.Kind.CONFLICT));
    }

    @Test
    void a_retired_api_is_unknown() {
        fixture()
                .given(new ApiRegistered(KEY, offering(Map.of())), new ApiRetired(KEY))
                .when(new ChangeApi(KEY, offering(Map.of())))
                .expectException(RefusedAs.kind(Refusal.Kind.UNKNOWN));
    }

    private static AggregateTestFixture<Api> fixture() {
        return new AggregateTestFixture<>(Api.class);
    }

    private static ApiDefinition with(Endpoint... endpoints) {
        return new ApiDefinition("Listing", EnumSet.allOf(AccessLevel.class), Map.of(), null, List.of(endpoints));
    }

    private static ApiDefinition offering(Map<AccessLevel, String> scopes) {
        return new ApiDefinition(
                "Listing",
                EnumSet.of(AccessLevel.READ, AccessLevel.WRITE),
                scopes,
                "https://api.example.com",
                List.of());
    }
}
