package org.rekey.token.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rekey.domain.api.AccessLevel;
import org.rekey.domain.api.ApiDefinition;
import org.rekey.domain.api.Endpoint;

class RoutesTest {

    /** Each endpoint as in {@code GET /a READ}. */
    private static ApiDefinition api(String... endpoints) {
        return new ApiDefinition(
                "An API",
                EnumSet.allOf(AccessLevel.class),
                Map.of(),
                null,
                Arrays.stream(endpoints).map(RoutesTest::endpoint).toList());
    }

    private static Endpoint endpoint(String text) {
        String[] parts = text.split(" ");
        return Endpoint.of(parts[0], parts[1], AccessLevel.valueOf(parts.length > 2 ? parts[2] : "READ"));
    }

    private static Routes routes(String... endpoints) {
        return Routes.of(new TreeMap<>(Map.of("x", api(endpoints))));
    }

    private static List<Route> find(Routes routes, String method, String path) {
        RequestPath parsed = RequestPath.parse(path);
        assertThat(parsed).as(path).isNotNull();
        return routes.find(method, parsed);
    }

    /** The template that was found, without its braces' names, or nothing. */
    private static String found(Routes routes, String method, String path) {
        return find(routes, method, path).stream()
                .map(route -> route.right().level() + ":" + template(route))
                .collect(Collectors.joining(" "));
    }

    private static String template(Route route) {
        return route.template().stream()
                .map(segment -> String.join("{}", segment.literals()))
                .collect(Collectors.joining("/", "/", ""));
    }

    private static Map<String, @Nullable String> variables(String template, String path) {
        Route route = find(routes("GET " + template), "GET", path).get(0);
        return route.variables(RequestPath.parse(path));
    }

    @ParameterizedTest
    @CsvSource({
        "/,/,true",
        "/,/a,false",
        "/a,/a,true",
        "/a,/a?x=y,true",
        "/a,/%61,true",
        "/a,/A,false",
        "/a,/a/,false",
        "/a,/a/b,false",
        "/a,/ab,false",
        "/a,/,false",
        "/a/,/a/,true",
        "/a/,/a,false",
        "/a/b,/a/b,true",
        "/a/{id},/a/1,true",
        "/a/{id},/a/b%20c,true",
        "/a/{id},/a/*,true",
        "/a/{id},/a/,false",
        "/a/{id},/a,false",
        "/a/{id},/a/1/,false",
        "/a/{id},/a/1/2,false",
        "/a/{id}/,/a/1/,true",
        "/a/{id}/c,/a/1/c,true",
        "/a/{id}/c,/a/1/d,false",
        "/a/{id}/c,/a//c,",
        "/{x}/{y},/a/b,true",
        "/{name}.csv,/x.csv,true",
        "/{name}.csv,/.csv,false",
        "/{name}.csv,/x.csv.csv,true",
        "/{name}.csv,/x.CSV,false",
        "/{name}.csv,/xcsv,false",
        "/Users({id}),/Users(1),true",
        "/Users({id}),/Users(),false",
        "/Users({id}),/Users(1)x,false",
        "/v{major}.{minor},/v1.2,true",
        "/v{major}.{minor},/v1.,false",
        "/v{major}.{minor},/v.2,false",
        "/v{major}.{minor},/v12,false",
        "/v{major}.{minor},/v..,false",
        "/v{major}.{minor},/v...,true",
        "/{a}-{b}-{c},/1-2-3,true",
        "/{a}-{b}-{c},/1-2,false",
        "/{a}-{b}-{c},/-2-3,false",
        "/a/**,/a,true",
        "/a/**,/a/,true",
        "/a/**,/a/b,true",
        "/a/**,/a/b/c/,true",
        "/a/**,/ab,false",
        "/a/**,/,false",
        "/**,/,true",
        "/**,/a/b,true",
        "/a/{id}/**,/a/1,true",
        "/a/{id}/**,/a/1/b,true",
        "/a/{id}/**,/a,false",
        "/a/{id}/**,/a/,false"
    })
    void a_template_matches_whole_segments_exactly(String template, String path, @Nullable Boolean matches) {
        RequestPath parsed = RequestPath.parse(path);
        if (matches == null) {
            assertThat(parsed).isNull();
        } else {
            assertThat(routes("GET " + template).find("GET", parsed).isEmpty()).isEqualTo(!matches);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET,GET,true",
        "GET,POST,false",
        "GET,HEAD,true",
        "HEAD,GET,false",
        "POST,HEAD,false",
        "*,GET,true",
        "*,HEAD,true",
        "*,PROPFIND,true",
        "*,VERSION-CONTROL,true",
        "*,get,false",
        "*,'',false",
        "*,*,false",
        "*,'GET ',false",
        "GET,get,false"
    })
    void a_method_is_one_in_capitals_and_HEAD_counts_as_GET(String endpoint, String method, boolean matches) {
        assertThat(find(routes(endpoint + " /a"), method, "/a").isEmpty()).isEqualTo(!matches);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/a/b,READ:/a/b",
        "GET,/a/x.b,READ:/a/{}.b",
        "GET,/a/x.bb,READ:/a/{}.bb",
        "GET,/a/xx.b.bb,READ:/a/{}.bb",
        "GET,/a/c,READ:/a/{}",
        "GET,/a/c/d,READ:/a",
        "GET,/b/b/x,READ:/{}/b",
        "GET,/b/c,READ:/",
        "POST,/a/b,WRITE:/a/b",
        "DELETE,/a/b,DELETE:/a",
        "HEAD,/a/b,READ:/a/b",
        "HEAD,/h,DELETE:/h",
        "HEAD,/g,READ:/g",
        "HEAD,/o,DELETE:/o",
        "GET,/o,DELETE:/o",
        "POST,/g,WRITE:/g",
        "PUT,/nowhere,''"
    })
    void the_most_specific_template_wins_then_the_exact_method(String method, String path, String expected) {
        Routes routes = routes(
                "GET /a/b",
                "POST /a/b WRITE",
                "GET /a/{name}.b",
                "GET /a/{name}.bb",
                "GET /a/{id}",
                "GET /a/**",
                "* /a/** DELETE",
                "GET /{x}/b/**",
                "GET /**",
                "HEAD /h DELETE",
                "GET /h",
                "GET /g",
                "* /g WRITE",
                "* /o DELETE");

        assertThat(found(routes, method, path)).isEqualTo(expected);
    }

    @Test
    void of_mixed_segments_the_one_with_more_text_wins() {
        assertThat(found(routes("GET /{x}.gz WRITE", "GET /{x}.tar.gz"), "GET", "/a.tar.gz"))
                .isEqualTo("READ:/{}.tar.gz");
        assertThat(found(routes("GET /{x}.tar.gz", "GET /{x}.gz WRITE"), "GET", "/a.tar.gz"))
                .isEqualTo("READ:/{}.tar.gz");
    }

    @Test
    void a_more_literal_beginning_wins_and_a_dead_end_is_left_again() {
        Routes routes = routes("GET /a/{x}/c", "GET /{x}/b/c WRITE", "GET /{x}/b/d DELETE");

        assertThat(found(routes, "GET", "/a/b/c")).isEqualTo("READ:/a/{}/c");
        assertThat(found(routes, "GET", "/a/b/d")).isEqualTo("DELETE:/{}/b/d");
    }

    @Test
    void a_slash_at_the_end_is_no_way_around_an_endpoint_that_asks_for_more() {
        Routes routes = routes(
                "GET /**", "GET /admin DELETE", "GET /list/ WRITE", "GET /same", "GET /both DELETE", "GET /both/");

        assertThat(find(routes, "GET", "/admin/")).isEmpty();
        assertThat(find(routes, "HEAD", "/admin/")).isEmpty();
        assertThat(find(routes, "GET", "/list")).isEmpty();
        assertThat(found(routes, "GET", "/list/")).isEqualTo("WRITE:/list/");
        assertThat(found(routes, "GET", "/same/")).isEqualTo("READ:/");
        assertThat(found(routes, "GET", "/both/")).isEqualTo("READ:/both/");
        assertThat(found(routes, "GET", "/other/")).isEqualTo("READ:/");
        assertThat(found(routes, "GET", "/")).isEqualTo("READ:/");
    }

    @Test
    void a_slash_at_the_end_is_no_way_around_an_authority_either() {
        ApiDefinition api = new ApiDefinition(
                "An API",
                EnumSet.allOf(AccessLevel.class),
                Map.of(),
                null,
                List.of(
                        Endpoint.of("GET", "/**", AccessLevel.READ),
                        Endpoint.of("GET", "/a", AccessLevel.READ, "auditor")));

        assertThat(find(Routes.of(Map.of("x", api)), "GET", "/a/")).isEmpty();
    }

    @Test
    void APIs_with_the_same_pattern_are_all_found_whatever_they_call_its_variables() {
        Map<String, ApiDefinition> apis = new TreeMap<>();
        apis.put("lake", api("GET /data/{id}", "GET /{a}.csv"));
        apis.put("sea", api("GET /data/{key} WRITE", "GET /{b}.csv", "POST /data/{id}"));
        Routes routes = Routes.of(apis);

        assertThat(find(routes, "GET", "/data/1"))
                .extracting(route -> route.right().api().value())
                .containsExactly("lake", "sea");
        assertThat(find(routes, "GET", "/x.csv")).hasSize(2);
        assertThat(find(routes, "POST", "/data/1")).hasSize(1);
    }

    @Test
    void OS_20_the_values_of_variables_are_decoded() {
        assertThat(variables("/v1/{type}/{country}/x/**", "/v1/nota%20fiscal/BR/x/y"))
                .isEqualTo(Map.of("type", "nota fiscal", "country", "BR"));
        assertThat(variables("/{name}.{ext}", "/a.csv")).isEqualTo(Map.of("name", "a", "ext", "csv"));
        assertThat(variables("/Users({id})", "/Users(7)")).isEqualTo(Map.of("id", "7"));
        assertThat(variables("/{x}/{x}", "/a/a")).isEqualTo(Map.of("x", "a"));
    }

    @Test
    void OS_20_what_can_be_divided_in_more_than_one_way_has_no_value() {
        Map<String, @Nullable String> unknown = new HashMap<>();
        unknown.put("a", null);
        unknown.put("b", null);

        assertThat(variables("/{a}.{b}", "/x.y.z")).isEqualTo(unknown);
        assertThat(variables("/{x}/{x}", "/a/b").get("x")).isNull();
        assertThat(variables("/{x}/{x}/{x}", "/a/b/a").get("x")).isNull();
        unknown.put("c", null);
        assertThat(variables("/{a}-{b}-{c}", "/1-2-3-4")).isEqualTo(unknown);
        assertThat(variables("/{a}-{b}/{c}", "/1-2-3/4").get("c")).isEqualTo("4");
    }
}
