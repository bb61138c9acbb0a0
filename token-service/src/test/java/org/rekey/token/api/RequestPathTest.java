package org.rekey.token.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestPathTest {

    private static List<String> segments(String uri) {
        RequestPath path = RequestPath.parse(uri);
        assertThat(path).as(uri).isNotNull();
        return path.segments();
    }

    @ParameterizedTest
    @CsvSource({
        "/,''",
        "/a,a",
        "/a/,a|''",
        "/a/b,a|b",
        "/a?x=/../y,a",
        "/a?,a",
        "/?a,''",
        "/a?%zz;\\//,a",
        "/~a-b_c.d,~a-b_c.d",
        "/Users('x'),Users('x')",
        "/a:b@c=d+e*f!$&,a:b@c=d+e*f!$&",
        "/%61%2Db,a-b",
        "/a%20b,a b",
        "/a%2eb,a.b",
        "/.well-known/x,.well-known|x",
        "/100%25,100%",
        "/100%25x,100%x",
        "/a/...,a|...",
        "/...../a,.....|a",
        "/a...,a...",
        "/caf%C3%A9,caf\u00e9",
        "http://host,''",
        "http://host?q,''",
        "http://host:8443/a/b?c,a|b",
        "HTTPS://api.example.com/a,a",
        "http://[::1]:80/a,a",
        "/http://x,"
    })
    void a_path_is_taken_apart_and_decoded_and_its_query_left_out(String uri, String expected) {
        if (expected == null) {
            assertThat(RequestPath.parse(uri)).isNull();
        } else {
            assertThat(segments(uri)).containsExactly(expected.replace("''", "").split("\\|", -1));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*",
                "a",
                "?a",
                "//",
                "//a",
                "/a//b",
                "/a//",
                "/.",
                "/..",
                "/a/.",
                "/a/./b",
                "/a/..",
                "/a/../b",
                "/a/%2e%2e%2e",
                "/a/..%2e",
                "/a/...%20",
                "/a/%2e",
                "/a/%2E%2e/b",
                "/a/.%2e/b",
                "/a/..%20/b",
                "/a/%20",
                "/a%2Fb",
                "/a%2fb",
                "/a%5Cb",
                "/a%5cb",
                "/a\\b",
                "/a/..;/b",
                "/a;x=y",
                "/a%3Bx=y",
                "/a%00",
                "/a%0d%0ab",
                "/a%7F",
                "/a%C2%85",
                "/a\tb",
                "/a b",
                "/a\0",
                "/a#b",
                "/a%",
                "/a%2",
                "/a%zz",
                "/a%+1",
                "/a%-1",
                "/a%\uff11\uff11",
                "/a%u002f",
                "/a%252e%252e",
                "/a%252fb",
                "/a%25252fb",
                "/a%C0%AE",
                "/a%C0%AFb",
                "/a%E0%80%AFb",
                "/a%FF",
                "/a%C3",
                "/a%ED%A0%80",
                "/caf\u00c3\u00a9",
                "/a\"b",
                "/a<b>",
                "/a{b}",
                "/a|b",
                "/a^b",
                "/a`b",
                "/a[b]",
                "http://",
                "http:///a",
                "http://user@host/a",
                "http://host\\a",
                "http://host#a",
                "http://host*",
                "http://host//a",
                "http://host:80http://other/a",
                "http://h%6fst/a",
                "ftp://host/a",
                "host/a",
                "http:/a"
            })
    void what_a_gateway_and_the_server_behind_it_might_read_differently_is_no_path(String uri) {
        assertThat(RequestPath.parse(uri)).isNull();
    }

    /** What normalizes to ASCII (NFKC), by any mix of characters. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "..%ef%bc%8f",
                "%e2%80%a5",
                "%E2%80%A5/b",
                "%E2%80%A4%E2%80%A4",
                ".%E2%80%A4",
                "%2e%E2%80%A4",
                "%E2%80%A6",
                "%EF%BC%8E",
                "%EF%BC%8E%EF%BC%8E/b",
                "%EF%B9%92%EF%B9%92",
                "%EF%B8%B0",
                "%EF%B8%99",
                "..%C2%A0",
                "..%E3%80%80",
                "%E2%80%82",
                ".%E2%80%8B.",
                "%EF%BB%BF..",
                "%C2%AD",
                "a%EF%BC%8Fb",
                "a%E2%84%80b",
                "%E2%84%85",
                "a%EF%BC%BCb",
                "a%EF%B9%A8b",
                "a%EF%BC%9Bx=y",
                "a%EF%B8%94x=y",
                "a%CD%BEx=y",
                "a%EF%BC%852f",
                "a%EF%B9%AA2f",
                "a%EF%BC%85",
                "100%25%EF%BC%91%EF%BC%91",
                "a%25%EF%BC%92%EF%BD%86",
                "a%EF%BC%9Fb",
                "a%EF%BC%83b",
                "a%E2%81%84b",
                "a%E2%88%95b",
                "a%E2%A7%B8b",
                "a%E2%88%96b",
                "a%E3%80%82%E3%80%82",
                "a%E2%80%A8b",
                "a%E2%80%A9b",
                "a%25u002fb",
                "a%25u2215",
                "a%09b"
            })
    void B20_what_some_servers_normalize_to_separators_or_dots_is_no_path(String segment) {
        assertThat(RequestPath.parse("/" + segment)).as(segment).isNull();
        assertThat(RequestPath.parse("https://host/x/" + segment)).as(segment).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"%C2%BD", "%E6%9D%B1%E4%BA%AC", "e%CC%81", "%E2%80%A5a", "%EF%BC%A1", "%E2%80%8Da", "50%25%C3%A9"
            })
    void B20_other_characters_are_segments_as_they_are(String segment) {
        assertThat(segments("/" + segment)).hasSize(1);
    }

    @Test
    void an_escape_at_the_end_of_a_segment_does_not_reach_into_the_next() {
        assertThat(RequestPath.parse("/a%2/0")).isNull();
        assertThat(RequestPath.parse("/a%2?0")).isNull();
    }

    @Test
    void with_its_other_end_a_path_has_a_slash_more_or_less() {
        assertThat(RequestPath.parse("/a").otherEnd()).isEqualTo(RequestPath.parse("/a/"));
        assertThat(RequestPath.parse("/a/").otherEnd()).isEqualTo(RequestPath.parse("/a"));
    }
}
