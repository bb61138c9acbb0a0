package org.rekey.adminapi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rekey.domain.key.MasterKey;
import org.rekey.eventstore.testing.SettableClock;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class SessionsTest {

    private static final Duration TTL = Duration.ofHours(8);

    private final SettableClock clock = new SettableClock(Instant.parse("2027-03-01T10:00:00Z"));
    private String restore = "";
    private final Sessions sessions = of(1);

    private Sessions of(int key) {
        byte[] master = new byte[32];
        master[0] = (byte) key;
        MasterKey masterKey = MasterKey.ofBase64(Base64.getEncoder().encodeToString(master));
        return new Sessions(masterKey, new SecureRandom(), () -> restore, clock, TTL);
    }

    private static MockHttpServletRequest request(boolean secure, Cookie... cookies) {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/api/v1/session");
        request.setSecure(secure);
        request.setCookies(cookies);
        return request;
    }

    private Cookie begin(boolean secure) {
        MockHttpServletResponse response = new MockHttpServletResponse();
        sessions.begin("jane", 3, request(secure), response);
        return response.getCookies()[0];
    }

    @Test
    void a_session_is_known_by_its_cookie() {
        Session session = sessions.of(request(false, begin(false)));
        assertThat(session.userId()).isEqualTo("jane");
        assertThat(session.passwords()).isEqualTo(3);
        assertThat(session.expiresAt()).isEqualTo(clock.instant().plus(TTL));
    }

    @Test
    void B08_a_session_from_before_a_restore_of_the_log_is_over() {
        Cookie before = begin(false);
        restore = "7GhT5kQw9ZpL";
        assertThat(sessions.of(request(false, before))).isNull();
        assertThat(sessions.of(request(false, begin(false)))).isNotNull();
    }

    @Test
    void C07_no_script_and_no_other_site_gets_at_the_cookie() {
        MockHttpServletResponse response = new MockHttpServletResponse();
        sessions.begin("jane", 0, request(true), response);
        assertThat(response.getHeader("Set-Cookie"))
                .startsWith("__Host-rekey-session=")
                .contains("Path=/", "Secure", "HttpOnly", "SameSite=Strict")
                .doesNotContain("Domain")
                .doesNotContain("jane");
    }

    @Test
    void C07_with_TLS_only_the_cookie_counts_that_no_page_without_it_can_set() {
        Cookie planted = begin(false);
        assertThat(sessions.of(request(true, planted))).isNull();
        assertThat(sessions.of(request(true, begin(true)))).isNotNull();
    }

    @Test
    void a_session_ends_when_its_time_is_over() {
        Cookie cookie = begin(false);
        clock.tick(TTL.minusMillis(1));
        assertThat(sessions.of(request(false, cookie))).isNotNull();
        clock.tick(Duration.ofMillis(1));
        assertThat(sessions.of(request(false, cookie))).isNull();
    }

    @Test
    void a_cookie_with_any_character_changed_is_none() {
        String value = begin(false).getValue();
        for (int i = 0; i < value.length() - 1; i++) {
            char other = value.charAt(i) == 'A' ? 'B' : 'A';
            String tampered = value.substring(0, i) + other + value.substring(i + 1);
            assertThat(sessions.of(request(false, new Cookie("rekey-session", tampered))))
                    .as("character " + i)
                    .isNull();
        }
    }

    @Test
    void a_cookie_cut_off_anywhere_is_none() {
        String value = begin(false).getValue();
        for (int length = 0; length < value.length(); length++) {
            assertThat(sessions.of(request(false, new Cookie("rekey-session", value.substring(0, length)))))
                    .as(length + " characters")
                    .isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "garbage", "ÿÿ", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void what_is_no_cookie_of_ours_is_none(String value) {
        assertThat(sessions.of(request(false, new Cookie("rekey-session", value))))
                .isNull();
    }

    @Test
    void a_cookie_of_another_installation_is_none() {
        assertThat(of(2).of(request(false, begin(false)))).isNull();
    }

    @Test
    void C01_the_token_against_forgery_is_that_of_the_session_alone() {
        Session one = sessions.of(request(false, begin(false)));
        Session another = sessions.of(request(false, begin(false)));
        assertThat(another.id()).as("of the next sign-in").isNotEqualTo(one.id());
        assertThat(sessions.isCsrfToken(one, sessions.csrfToken(one))).isTrue();
        assertThat(sessions.isCsrfToken(one, sessions.csrfToken(another))).isFalse();
        assertThat(sessions.isCsrfToken(one, of(2).csrfToken(one))).isFalse();
        assertThat(sessions.isCsrfToken(one, null)).isFalse();
        assertThat(sessions.isCsrfToken(one, "")).isFalse();
    }

    @Test
    void nothing_prints_what_the_token_is_made_of() {
        Session session = sessions.of(request(false, begin(false)));
        assertThat(session.toString()).doesNotContain(session.id());
    }
}
