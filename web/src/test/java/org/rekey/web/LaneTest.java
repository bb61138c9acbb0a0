package org.rekey.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LaneTest {

    private static final FormPaths FORMS = new FormPaths(Set.of("/oauth2/token", "/token"), Set.of());

    private static Lane of(String method, String path) {
        return Lane.of(method, path, FORMS);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /oauth2/token, TOKENS",
        "POST, /token, TOKENS",
        "POST, /oauth2/introspect, TOKENS",
        "GET, /oauth2/check, TOKENS",
        "POST, /oauth2/token/x, OTHERS",
        "POST, /oauth2/revoke, DENIALS",
        "GET, /oauth2/jwks, KEYS",
        "GET, /.well-known/oauth-authorization-server, KEYS",
        "GET, /oauth2/authorization/x, OTHERS",
        "GET, /, OTHERS",
        "GET, /api/v1/clients, READS",
        "OPTIONS, /api/v1/clients, READS",
        "GET, /scim/v2/Users, READS",
        "POST, /api/v1/clients, WRITES",
        "PATCH, /scim/v2/Users/1, WRITES",
        "POST, /api/v1/clients/1/rotate, WRITES",
        "POST, /api/v1/clients/1/suspend/x, WRITES",
        "POST, /api/v1/session, SIGN_INS",
        "PUT, /api/v1/me/password, SIGN_INS",
        "PUT, /api/v1/users/1/password, SIGN_INS"
    })
    void a_request_is_of_a_kind(String method, String path, Lane lane) {
        assertThat(of(method, path)).isEqualTo(lane);
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE, /api/v1/clients/1",
        "DELETE, /api/v1/session",
        "DELETE, /scim/v2/Users/1",
        "DELETE, /api/v1/groups/1/members/2",
        "POST, /api/v1/clients/delete",
        "POST, /api/v1/clients/1/suspend",
        "POST, /api/v1/clients/1/revoke-tokens",
        "POST, /api/v1/clients/1/secrets/2/retire",
        "POST, /api/v1/clients/1/keys/2/retire",
        "POST, /api/v1/users/1/deactivate"
    })
    void what_takes_access_away_has_threads_of_its_own(String method, String path) {
        assertThat(of(method, path)).isEqualTo(Lane.DENIALS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness"})
    void health_is_for_anybody(String path) {
        assertThat(of("GET", path)).isEqualTo(Lane.HEALTH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/actuator",
                "/actuator/",
                "/actuator/env",
                "/actuator/health/db",
                "/actuator/healthy",
                "/actuator/prometheus"
            })
    void B27_nothing_else_below_actuator_is(String path) {
        assertThat(of("GET", path)).isEqualTo(Lane.CLOSED);
    }

    @Test
    void forms_are_read_where_oauth2_has_them_and_nowhere_else() {
        assertThat(of("POST", "/token").takesForms("/token")).isTrue();
        assertThat(of("POST", "/oauth2/revoke").takesForms("/oauth2/revoke")).isTrue();
        assertThat(of("DELETE", "/api/v1/clients/1").takesForms("/api/v1/clients/1"))
                .isFalse();
        assertThat(of("POST", "/nope").takesForms("/nope")).isFalse();
    }
}
