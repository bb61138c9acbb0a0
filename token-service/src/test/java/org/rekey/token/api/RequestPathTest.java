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
        "/100%25%EF%BC%91%EF%BC%91,100%\uff11\uff11",
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
                "/a/...",
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
