package org.rekey.token.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenPathsTest {

    @Test
    void plain_absolute_paths_may_be_added() {
        TokenPaths paths = new TokenPaths(List.of("/token", "/api/rest/v1/oauth/token", "/api/v10/.x/t~1", "/token"));

        assertThat(paths.paths()).hasSize(3);
        assertThat(paths.contain("/token")).isTrue();
        assertThat(paths.contain("/token/")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "token",
                "/token/",
                "//token",
                "/a/../token",
                "/./token",
                "/a/..",
                "/a b",
                "/%74oken",
                "/token?x=y",
                "/token;x",
                "/*",
                "/{path}",
                "https://rekey.example/token",
                "/oauth2/token",
                "/oauth2/introspect",
                "/oauth2/check",
                "/oauth2/anything",
                "/.well-known/oauth-authorization-server",
                "/api/v1",
                "/api/v1/token",
                "/actuator/health"
            })
    void others_are_refused_and_so_is_what_this_server_has_already(String path) {
        assertThatThrownBy(() -> new TokenPaths(List.of(path)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + path + "'");
    }
}
